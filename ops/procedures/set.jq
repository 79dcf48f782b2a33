# Makes of a task definition, as describe-task-definition tells it, one whose server has the variable $name at $value; what
# comes out is for register-task-definition.
del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
| .containerDefinitions[0].environment |= map(select(.name != $name)) + [{name: $name, value: $value}]
