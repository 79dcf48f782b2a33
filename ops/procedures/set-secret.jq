# Sets the server's variable $name to the secret with the ARN $secret in a task definition, as describe-task-definition returns
# it; the output is the input of register-task-definition.
del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
| .containerDefinitions[0].environment |= map(select(.name != $name))
# A container without secrets has no such field.
| .containerDefinitions[0].secrets |= [(. // [])[] | select(.name != $name)] + [{name: $name, valueFrom: $secret}]
