output "address" {
  description = "Name of the load balancer, to which the host name that clients enter has to point."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "Hosted zone of the load balancer, for an alias record in Route 53."
  value       = aws_lb.this.zone_id
}

output "load_balancer_arn" {
  description = "ARN of the load balancer, such as for a WAF association."
  value       = aws_lb.this.arn
}

output "task_security_group_id" {
  description = "Security group of the tasks. They reach only port 443: add rules for others, such as 4318 of a collector."
  value       = aws_security_group.tasks.id
}

output "service" {
  description = "Name of the ECS service."
  value       = aws_ecs_service.this.name
}

output "log_group" {
  description = "Name of the log group."
  value       = aws_cloudwatch_log_group.this.name
}
