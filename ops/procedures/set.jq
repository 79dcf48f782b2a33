# Sets the server's variable $name to $value in a task definition, as describe-task-definition returns it; the output is the
# input of register-task-definition.
del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
| .containerDefinitions[0].environment |= map(select(.name != $name)) + [{name: $name, value: $value}]
