"""Runs moto's server, the AWS stand-in, and mends what stacks of this project need and moto lacks or does wrong.

A stack's update keeps the previous values of lists and numbers, replaces a task definition as it was written, also if only
a condition changes, and moves the service to it. What it exports, other stacks can import. A list lacks the items that are
AWS::NoValue. Secrets are created. A service takes no deregistered task definition, and has tasks, of its present one.
Arguments: those of moto_server.
"""

import sys

from moto.cloudformation import parsing
from moto.cloudformation.models import CloudFormationBackend
from moto.cloudformation.parsing import OutputMap, ResourceMap
from moto.core.common_models import CloudFormationModel
from moto.core.utils import camelcase_to_underscores, pascal_to_camelcase, remap_nested_keys
from moto.ecs.exceptions import EcsClientException
from moto.ecs.models import EC2ContainerServiceBackend, Service, Task, TaskDefinition, ecs_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.server import main


def replaces(owner):
    """Replaces a method by one that gets the replaced method as its first argument."""

    def decorate(method):
        name = method.__name__
        before = owner.__dict__[name]
        if isinstance(before, (classmethod, staticmethod)):
            setattr(owner, name, classmethod(lambda cls, *args, **kwargs: method(cls, *args, **kwargs)))
        else:
            setattr(owner, name, lambda self, *args, **kwargs: method(before, self, *args, **kwargs))
        return method

    return decorate


@replaces(parsing)
def clean_json(before, resource_json, resources_map):
    cleaned = before(resource_json, resources_map)
    return [item for item in cleaned if item is not None] if isinstance(resource_json, list) else cleaned


@replaces(CloudFormationBackend)
def create_change_set(before, self, **kwargs):
    def text(value):
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    kwargs["parameters"] = {name: text(value) for name, value in kwargs["parameters"].items()}
    return before(self, **kwargs)


@replaces(CloudFormationBackend)
def execute_change_set(before, self, change_set_name, stack_name=None):
    for stack in self.stacks.values():
        stack.resource_map.cross_stack_resources = self.exports
    before(self, change_set_name, stack_name)
    for stack in self.stacks.values():
        conditions = stack.resource_map.lazy_condition_map
        outputs = stack.parse_template(stack.template).get("Outputs", {})
        exported = {
            name: output
            for name, output in outputs.items()
            if "Export" in output and ("Condition" not in output or conditions[output["Condition"]])
        }
        exports = OutputMap(stack.resource_map, {"Outputs": exported}, stack.stack_id).exports
        self.exports.update((export.name, export) for export in exports)


@replaces(ResourceMap)
def build_resource_diff(before, self, other_template, parameters=None):
    actions = before(self, other_template, parameters)
    for name, resource in other_template["Resources"].items():
        # By a condition, a parameter also changes what does not name it.
        if resource["Type"] == "AWS::ECS::TaskDefinition" and parameters and name not in sum(actions.values(), []):
            actions["Modify"].append(name)
    return actions


@replaces(TaskDefinition)
def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    properties = {
        camelcase_to_underscores(name): remap_nested_keys(value, pascal_to_camelcase)
        for name, value in cloudformation_json["Properties"].items()
    }
    return ecs_backends[account_id][region_name].register_task_definition(**properties)


@replaces(TaskDefinition)
def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    backend = ecs_backends[account_id][region_name]
    new = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
    for service in backend.services.values():
        # Of another revision, too, as after a deployment that bypassed the template.
        if service.task_definition.rpartition(":")[0] == original_resource.arn.rpartition(":")[0]:
            service.task_definition = new.arn
    backend.deregister_task_definition(original_resource.arn)
    return new


@replaces(Service)
def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    properties = cloudformation_json["Properties"]
    return ecs_backends[account_id][region_name].create_service(
        properties["Cluster"],
        resource_name,
        properties.get("DesiredCount", 1),
        properties["TaskDefinition"],
        launch_type="FARGATE",
        network_configuration=remap_nested_keys(properties["NetworkConfiguration"], pascal_to_camelcase),
    )


@replaces(EC2ContainerServiceBackend)
def update_service(before, self, service_properties):
    if service_properties.get("task_definition"):
        definition = self.describe_task_definition(service_properties["task_definition"])
        if definition.status != "ACTIVE":
            raise EcsClientException("TaskDefinition is inactive")
        service_properties["task_definition"] = definition.arn
    return before(self, service_properties)


@replaces(EC2ContainerServiceBackend)
def describe_services(before, self, cluster_str, service_names_or_arns):
    services, failures = before(self, cluster_str, service_names_or_arns)
    for service in services:
        schedule(self, cluster_str, service)
    return services, failures


def schedule(backend, cluster, service):
    """Replaces tasks of other task definitions and starts those that are missing, as ECS does some time after a change."""
    group = f"service:{service.name}"
    definition = backend.describe_task_definition(service.task_definition)
    running = [task for task in backend.list_tasks(cluster, desiredStatus="RUNNING") if task.group == group]
    current = [task for task in running if task.task_definition_arn == definition.arn]
    for task in running:
        if task not in current:
            backend.stop_task(cluster, task.task_arn, "replaced")
    missing = service.desired_count - len(current)
    if missing > 0:
        network = service.network_configuration
        backend.run_task(cluster, definition.arn, missing, None, "ecs-svc", None, "FARGATE", network, group)
    service.running_count, service.pending_count = service.desired_count, 0


@replaces(EC2ContainerServiceBackend)
def stop_task(before, self, cluster_str, task_str, reason):
    """A stopped task soon disappears from lists."""
    task = before(self, cluster_str, task_str, reason)
    del self.tasks[self._get_cluster(cluster_str).name][task.task_arn]
    return task


@replaces(EC2ContainerServiceBackend)
def _calculate_task_resource_requirements(cls, definition):
    return {"CPU": int(definition.cpu or 0), "MEMORY": int(definition.memory or 0), "PORTS": [], "PORTS_UDP": []}


# A task runs until it is stopped.
Task.advance = lambda self: None


class Secret(CloudFormationModel):
    """A secret of a stack."""

    # By its second part moto knows the service.
    __module__ = "moto.secretsmanager"

    def __init__(self, arn):
        self.physical_resource_id = arn

    @staticmethod
    def cloudformation_name_type():
        return "Name"

    @staticmethod
    def cloudformation_type():
        return "AWS::SecretsManager::Secret"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        backend = secretsmanager_backends[account_id][region_name]
        backend.create_secret(resource_name, "generated", None, None, None, None, None, [], False)
        return cls(backend.describe_secret(resource_name).arn)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, *args, **kwargs):
        return original_resource


sys.exit(main())
