"""Makes the template's alarms, and what they count in the log, in the AWS that the environment points to.

For the stand-in, whose CloudFormation passes over both while its CloudWatch and Logs know them: what they refuse, or boto
does not know, is a mistake in the template. References become the names of what they refer to.
"""
import sys

import boto3
import yaml


class Template(yaml.SafeLoader):
    """Reads CloudFormation's short forms."""


def short_form(loader, suffix, node):
    if suffix == "If":
        return None
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)
    return loader.construct_scalar(node).replace("${Name}", "quilt-mcp")


Template.add_multi_constructor("!", short_form)


def made(properties):
    return {key: value for key, value in properties.items() if value is not None}


def lowered(properties):
    return {key[0].lower() + key[1:]: value for key, value in properties.items()}


with open(sys.argv[1], encoding="utf-8") as file:
    resources = yaml.load(file, Template)["Resources"]
cloudwatch, logs = boto3.client("cloudwatch"), boto3.client("logs")
for name, resource in resources.items():
    properties = resource.get("Properties", {})
    if resource["Type"] == "AWS::CloudWatch::Alarm":
        cloudwatch.put_metric_alarm(**made(properties))
    elif resource["Type"] == "AWS::Logs::MetricFilter":
        (transformation,) = properties["MetricTransformations"]
        logs.put_metric_filter(
            filterName=name,
            logGroupName="/ecs/quilt-mcp-server",
            filterPattern=properties["FilterPattern"],
            metricTransformations=[lowered(transformation)],
        )
