# Makes a task definition, as describe-task-definition returns it, the input of register-task-definition. Each of these
# arguments may be given: $family, its new family; $image, the server's image; $name and $value, a variable of the server.
$ARGS.named as $new
| del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
| .family = ($new.family // .family)
| .containerDefinitions[0] |= (
    .image = ($new.image // .image)
    | if $new.name then .environment |= map(select(.name != $new.name)) + [{name: $new.name, value: $new.value}] else . end
  )
