data "aws_region" "current" {}

locals {
  server    = "${var.name}-server"
  log_group = "/ecs/${local.server}"

  preset = {
    QUILT_CATALOG_URL  = var.catalog_url
    QUILT_REGISTRY_URL = var.registry_url
    MCP_SKIP_BANNER    = "true"
    # Longer than a call may take (65 s), so that none is cut; together with the wait, shorter than stopTimeout.
    QUILT_MCP_SHUTDOWN_WAIT  = "10s"
    QUILT_MCP_SHUTDOWN_GRACE = "70s"
  }

  log_options = {
    awslogs-group         = local.log_group
    awslogs-region        = data.aws_region.current.region
    awslogs-stream-prefix = "ecs"
    mode                  = var.log_mode
  }

  secrets = merge(
    { QUILT_MCP_STATE_KEY = var.state_key_secret_arn },
    # The secret's version before the current one, which there is only after a rotation.
    var.keep_previous_state_key ? { QUILT_MCP_STATE_KEY_PREVIOUS = "${var.state_key_secret_arn}::AWSPREVIOUS:" } : {},
  )

  container = {
    name                   = "quilt-mcp-server"
    image                  = var.image
    essential              = true
    user                   = "10001"
    readonlyRootFilesystem = true
    linuxParameters = {
      initProcessEnabled = true
      capabilities       = { drop = ["ALL"] }
    }
    portMappings = [{ containerPort = 8000, protocol = "tcp" }]
    environment  = [for name, value in merge(local.preset, var.config) : { name = name, value = value }]
    secrets      = [for name, value in local.secrets : { name = name, valueFrom = value }]
    stopTimeout  = 90
    healthCheck = {
      command     = ["CMD-SHELL", "curl -f http://localhost:8000/health || exit 1"]
      interval    = 30
      timeout     = 5
      retries     = 3
      startPeriod = 60
    }
    logConfiguration = {
      logDriver = "awslogs"
      options   = merge(local.log_options, var.log_mode == "blocking" ? {} : { max-buffer-size = "8m" })
    }
  }
}

# --- The tasks' roles ----------------------------------------------------------------------------------------------------

data "aws_iam_policy_document" "tasks_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "execution" {
  statement {
    actions = [
      "ecr:GetAuthorizationToken",
      "ecr:BatchCheckLayerAvailability",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchGetImage",
    ]
    resources = ["*"]
  }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [var.state_key_secret_arn]
  }

  dynamic "statement" {
    for_each = var.secret_key_arn == null ? [] : [var.secret_key_arn]

    content {
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution-role"
  assume_role_policy = data.aws_iam_policy_document.tasks_assume.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "execution" {
  name   = "start"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}

# Without a policy: the server acts with its callers' rights alone. It is here because ops/checklist looks for it.
resource "aws_iam_role" "task" {
  name               = "${var.name}-task-role"
  assume_role_policy = data.aws_iam_policy_document.tasks_assume.json
  tags               = var.tags
}

# --- Network access ------------------------------------------------------------------------------------------------------

resource "aws_security_group" "load_balancer" {
  name        = "${var.name}-load-balancer"
  description = "Clients to the load balancer of the Quilt MCP server"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_cidrs

  security_group_id = aws_security_group.load_balancer.id
  description       = "Clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_tasks" {
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "The tasks"
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
  referenced_security_group_id = aws_security_group.tasks.id
}

# The admin port, 8081, is not open: it is bound to loopback.
resource "aws_security_group" "tasks" {
  name        = local.server
  description = "Tasks of the Quilt MCP server"
  vpc_id      = var.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_to_tasks" {
  security_group_id            = aws_security_group.tasks.id
  description                  = "The load balancer"
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
  referenced_security_group_id = aws_security_group.load_balancer.id
}

resource "aws_vpc_security_group_egress_rule" "tasks" {
  security_group_id = aws_security_group.tasks.id
  description       = "The registry, the catalog, Quilt Connect, S3, STS, ECR, logs and secrets"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

# --- The load balancer ---------------------------------------------------------------------------------------------------

resource "aws_lb" "this" {
  name               = local.server
  load_balancer_type = "application"
  internal           = var.internal
  subnets            = var.load_balancer_subnets
  security_groups    = [aws_security_group.load_balancer.id]
  # Longer than a call may take (65 s), shorter than the server keeps a connection (120 s).
  idle_timeout               = 90
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  tags                       = var.tags
}

resource "aws_lb_target_group" "this" {
  name        = local.server
  vpc_id      = var.vpc_id
  target_type = "ip"
  protocol    = "HTTP"
  port        = 8000
  # A little longer than a call may take.
  deregistration_delay = 70
  # A task that has just started is slow, so its share of the requests grows gradually.
  slow_start = 30
  tags       = var.tags

  health_check {
    path                = "/health"
    matcher             = "200"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn
  tags              = var.tags

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}

# --- The service ---------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
  # It has the audit lines, so it remains when the rest is destroyed.
  skip_destroy = true
  tags         = var.tags
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.server
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([local.container])
  tags                     = var.tags

  runtime_platform {
    cpu_architecture        = var.architecture
    operating_system_family = "LINUX"
  }
}

resource "aws_ecs_service" "this" {
  name                               = local.server
  cluster                            = var.cluster
  task_definition                    = aws_ecs_task_definition.this.arn
  launch_type                        = "FARGATE"
  desired_count                      = var.min_tasks
  health_check_grace_period_seconds  = 60
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  propagate_tags                     = "SERVICE"
  tags                               = var.tags

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  load_balancer {
    container_name   = local.container.name
    container_port   = 8000
    target_group_arn = aws_lb_target_group.this.arn
  }

  network_configuration {
    assign_public_ip = var.assign_public_ip
    subnets          = var.subnets
    security_groups  = [aws_security_group.tasks.id]
  }

  # Scaling chooses the number.
  lifecycle {
    ignore_changes = [desired_count]
  }

  # Without its policy no task starts; without its listener the target group has no load balancer.
  depends_on = [aws_iam_role_policy.execution, aws_lb_listener.this]
}

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster}/${aws_ecs_service.this.name}"
  min_capacity       = var.min_tasks
  max_capacity       = var.max_tasks
  tags               = var.tags
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "${local.server}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.cpu_target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# Calls that wait for an upstream use no processor, but each has its place: requests per second times seconds per request.
resource "aws_appautoscaling_policy" "calls" {
  name               = "${local.server}-calls"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  resource_id        = aws_appautoscaling_target.this.resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.calls_per_task
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    customized_metric_specification {
      metrics {
        id          = "calls"
        label       = "requests under way in a task"
        expression  = "requests * FILL(seconds, 0) / 60"
        return_data = true
      }

      metrics {
        id          = "requests"
        return_data = false

        metric_stat {
          stat = "Sum"

          metric {
            namespace   = "AWS/ApplicationELB"
            metric_name = "RequestCountPerTarget"

            dimensions {
              name  = "TargetGroup"
              value = aws_lb_target_group.this.arn_suffix
            }
          }
        }
      }

      metrics {
        id          = "seconds"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "AWS/ApplicationELB"
            metric_name = "TargetResponseTime"

            dimensions {
              name  = "TargetGroup"
              value = aws_lb_target_group.this.arn_suffix
            }

            dimensions {
              name  = "LoadBalancer"
              value = aws_lb.this.arn_suffix
            }
          }
        }
      }
    }
  }
}

# --- Alarms --------------------------------------------------------------------------------------------------------------

# Four of those in the template.
resource "aws_cloudwatch_metric_alarm" "no_task_healthy" {
  alarm_name          = "${var.name}-no-task-healthy"
  alarm_description   = "No task is healthy, so nobody is served. runbook/alarms/QuiltMcpDown.md"
  alarm_actions       = var.alarm_topic_arn[*]
  ok_actions          = var.alarm_topic_arn[*]
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  tags                = var.tags

  dimensions = {
    TargetGroup  = aws_lb_target_group.this.arn_suffix
    LoadBalancer = aws_lb.this.arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "task_unhealthy" {
  alarm_name          = "${var.name}-task-unhealthy"
  alarm_description   = "A task fails its health check. runbook/alarms/QuiltMcpInstanceDown.md"
  alarm_actions       = var.alarm_topic_arn[*]
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 10
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  tags                = var.tags

  dimensions = {
    TargetGroup  = aws_lb_target_group.this.arn_suffix
    LoadBalancer = aws_lb.this.arn_suffix
  }
}

resource "aws_cloudwatch_metric_alarm" "saturated" {
  for_each = {
    saturated = {
      metric      = "CPUUtilization"
      statistic   = "Average"
      description = "The tasks have no processor time left. runbook/alarms/QuiltMcpSaturated.md"
    }
    memory-short = {
      metric      = "MemoryUtilization"
      statistic   = "Maximum"
      description = "A task has hardly any memory left. runbook/alarms/QuiltMcpMemoryShort.md"
    }
  }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  alarm_actions       = var.alarm_topic_arn[*]
  namespace           = "AWS/ECS"
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = 15
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  treat_missing_data  = "notBreaching"
  tags                = var.tags

  dimensions = {
    ClusterName = var.cluster
    ServiceName = aws_ecs_service.this.name
  }
}
