# --- Catalog and image ---------------------------------------------------------------------------------------------------

variable "catalog_url" {
  type        = string
  description = "The catalog's address in a browser, such as https://quilt.example.com."

  validation {
    condition     = can(regex("^https://[^/]+$", var.catalog_url))
    error_message = "catalog_url must be https:// and a host name, without a path."
  }
}

variable "registry_url" {
  type        = string
  description = "The catalog's registry, to which callers' tokens are passed."

  validation {
    condition     = can(regex("^https://[^/]+$", var.registry_url))
    error_message = "registry_url must be https:// and a host name, without a path."
  }
}

variable "image" {
  type        = string
  description = "The image. In production use a digest (...@sha256:...), so that all tasks run the same."
  default     = "730278974607.dkr.ecr.us-east-1.amazonaws.com/quiltdata/mcp:latest"
}

variable "architecture" {
  type        = string
  description = "Processor architecture of the tasks, X86_64 or ARM64. The image must be built for it."
  default     = "X86_64"

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "architecture must be X86_64 or ARM64."
  }
}

variable "name" {
  type        = string
  description = "Prefix of the resources' names, which end as in the deployment reference."
  default     = "quilt-mcp"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,16}$", var.name))
    error_message = "name must have 1 to 17 lower case letters, digits and hyphens, and begin with a letter."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags of all resources."
  default     = {}
}

# --- Network -------------------------------------------------------------------------------------------------------------

variable "vpc_id" {
  type        = string
  description = "VPC of the load balancer and the tasks."
}

variable "load_balancer_subnets" {
  type        = list(string)
  description = "Subnets of the load balancer, in at least two zones."

  validation {
    condition     = length(var.load_balancer_subnets) >= 2
    error_message = "load_balancer_subnets needs subnets in at least two zones."
  }
}

variable "subnets" {
  type        = list(string)
  description = "Subnets of the tasks, with a route to the registry, the catalog, S3, STS and ECR."

  validation {
    condition     = length(var.subnets) >= 1
    error_message = "subnets needs at least one subnet."
  }
}

variable "assign_public_ip" {
  type        = bool
  description = "Set to true if the tasks' subnets have no NAT gateway."
  default     = false
}

# --- Load balancer -------------------------------------------------------------------------------------------------------

variable "certificate_arn" {
  type        = string
  description = "ARN of the ACM certificate for the host name that clients enter."

  validation {
    condition     = can(regex("^arn:[^:]+:acm:.+", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM."
  }
}

variable "internal" {
  type        = bool
  description = "true gives the load balancer private addresses only."
  default     = false
}

variable "client_cidrs" {
  type        = set(string)
  description = "Addresses from which clients may connect."
  default     = ["0.0.0.0/0"]

  validation {
    condition     = length(var.client_cidrs) >= 1 && alltrue([for range in var.client_cidrs : can(cidrnetmask(range))])
    error_message = "client_cidrs must be IPv4 ranges, such as 198.51.100.0/24."
  }
}

variable "deletion_protection" {
  type        = bool
  description = "true prevents the deletion of the load balancer."
  default     = false
}

# --- Size and scaling ----------------------------------------------------------------------------------------------------

variable "cluster" {
  type        = string
  description = "Name of an existing ECS cluster."

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]+$", var.cluster))
    error_message = "cluster must be the name of the cluster, not its ARN."
  }
}

variable "cpu" {
  type        = number
  description = "CPU units of a task, 512 to 4096; 1024 are one processor."
  default     = 512

  validation {
    condition     = contains([512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu must be 512, 1024, 2048 or 4096."
  }
}

variable "memory" {
  type        = number
  description = "Memory of a task in MiB. Fargate allows 1024 to 4096 with 512 CPU units, 2048 to 8192 with 1024, 4096 or 8192 with 2048, 8192 with 4096."
  default     = 1024

  validation {
    condition     = contains([1024, 2048, 4096, 8192], var.memory)
    error_message = "memory must be 1024, 2048, 4096 or 8192."
  }
}

variable "min_tasks" {
  type        = number
  description = "Minimum number of tasks."
  default     = 2

  validation {
    condition     = var.min_tasks >= 1
    error_message = "min_tasks must be at least 1."
  }
}

variable "max_tasks" {
  type        = number
  description = "Maximum number of tasks."
  default     = 8

  validation {
    condition     = var.max_tasks >= 1
    error_message = "max_tasks must be at least 1."
  }
}

variable "cpu_target" {
  type        = number
  description = "Target CPU utilization of the tasks, in percent."
  default     = 60

  validation {
    condition     = var.cpu_target >= 10 && var.cpu_target <= 90
    error_message = "cpu_target must be from 10 to 90."
  }
}

variable "calls_per_task" {
  type        = number
  description = "Target number of requests under way in each task. A task has room for 768 calls (QUILT_MCP_CONCURRENT_CALLS)."
  default     = 200

  validation {
    condition     = var.calls_per_task >= 1
    error_message = "calls_per_task must be at least 1."
  }
}

# --- Configuration -------------------------------------------------------------------------------------------------------

variable "config" {
  type        = map(string)
  description = "Further variables of the server (runbook/configuration.md), such as { QUILT_MCP_TOOLSETS = \"readonly\" }."
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.config) : can(regex("^[A-Z][A-Z0-9_]+$", name))])
    error_message = "config must have names of variables, such as QUILT_MCP_TOOLSETS."
  }

  validation {
    condition = length(setintersection(keys(var.config), [
      "QUILT_CATALOG_URL", "QUILT_REGISTRY_URL", "QUILT_MCP_STATE_KEY", "QUILT_MCP_STATE_KEY_PREVIOUS",
      "FASTMCP_HOST", "FASTMCP_PORT", "QUILT_MCP_ADMIN_HOST", "QUILT_MCP_ADMIN_PORT",
      # A secret, which would be in Terraform's state and in the task definition.
      "OTEL_EXPORTER_OTLP_HEADERS"
    ])) == 0
    error_message = "config must not set the two URLs, state keys, hosts and ports, which the module sets, or OTEL_EXPORTER_OTLP_HEADERS, which is secret."
  }
}

variable "state_key_secret_arn" {
  type        = string
  description = "ARN of the secret in Secrets Manager whose whole value is QUILT_MCP_STATE_KEY, of at least 32 characters. It is not created here, because Terraform would keep the key in its state."

  validation {
    condition     = can(regex("^arn:[^:]+:secretsmanager:[^:]+:[0-9]+:secret:[^:]+$", var.state_key_secret_arn))
    error_message = "state_key_secret_arn must be the ARN of a secret in Secrets Manager, without the key of a JSON value."
  }
}

variable "keep_previous_state_key" {
  type        = bool
  description = "Set to true after a rotation of the state key, so that clients stay registered that registered before it."
  default     = false
}

variable "secret_key_arn" {
  type        = string
  description = "ARN of the KMS key of the secret. null: the account's default key for Secrets Manager."
  default     = null

  validation {
    condition     = var.secret_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]+:key/.+", var.secret_key_arn))
    error_message = "secret_key_arn must be the ARN of a KMS key, not of its alias."
  }
}

# --- Log and alarms ------------------------------------------------------------------------------------------------------

variable "log_mode" {
  type        = string
  description = "While CloudWatch accepts no lines, blocking makes changes wait, and loses no audit line; non-blocking drops lines, audit lines included."
  default     = "blocking"

  validation {
    condition     = contains(["blocking", "non-blocking"], var.log_mode)
    error_message = "log_mode must be blocking or non-blocking."
  }
}

variable "log_days" {
  type        = number
  description = "Days for which the log, audit lines included, is kept."
  default     = 30
}

variable "log_key_arn" {
  type        = string
  description = "ARN of the KMS key of the log group, whose policy lets CloudWatch Logs use it. null: none."
  default     = null
}

variable "alarm_topic_arn" {
  type        = string
  description = "ARN of the SNS topic for alarms. null: alarms only show in CloudWatch."
  default     = null
}
