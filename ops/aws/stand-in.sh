# shellcheck shell=bash
# Sourced after tools.sh: starts an AWS stand-in on a free loopback port and points the command line to it, with invented
# credentials, so that no script that sources this can reach the real AWS. stop_aws stops it.

while STAND_IN_PORT=$((20000 + RANDOM % 10000)) && (exec 9<>"/dev/tcp/127.0.0.1/$STAND_IN_PORT") 2>/dev/null; do :; done
# shellcheck disable=SC2086 # names, of which there may be none
unset ${!AWS_ACCESS@} ${!AWS_S@} ${!AWS_P@} ${!AWS_ENDPOINT@}
export AWS_ENDPOINT_URL=http://127.0.0.1:$STAND_IN_PORT AWS_DEFAULT_REGION=us-east-1 AWS_REGION=us-east-1
export AWS_ACCESS_KEY_ID=nobody AWS_SECRET_ACCESS_KEY=nobody AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
export AWS_EC2_METADATA_DISABLED=true AWS_PAGER='' NO_PROXY='*' no_proxy='*'
python=$(sed -n '1s/^#!//p' "$(command -v moto_server)")
[[ $python == *python* ]] || python=python3
"$python" ops/aws/stand-in.py -H 127.0.0.1 -p "$STAND_IN_PORT" >"${STAND_IN_LOG:-/dev/null}" 2>&1 &
STAND_IN_PID=$!

stop_aws() {
  kill "$STAND_IN_PID" 2>/dev/null || true
  wait "$STAND_IN_PID" 2>/dev/null || true
}

for ((left = 300; left > 0; left--)); do
  ! curl -sf --max-time 5 -o /dev/null "$AWS_ENDPOINT_URL/moto-api/" || break
  sleep 0.1
done
[[ $left -gt 0 ]] || { stop_aws && echo "The AWS stand-in did not start." >&2 && exit 1; }

# Creates a network as accounts have one: $VPC, $SUBNETS (two, with a comma), $CERTIFICATE.
# shellcheck disable=SC2034 # for the scripts that source this
network() {
  local a b
  VPC=$(aws ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.VpcId --output text)
  aws ec2 modify-vpc-attribute --vpc-id "$VPC" --enable-dns-hostnames
  a=$(aws ec2 create-subnet --vpc-id "$VPC" --cidr-block 10.9.1.0/24 --availability-zone us-east-1a --query Subnet.SubnetId --output text)
  b=$(aws ec2 create-subnet --vpc-id "$VPC" --cidr-block 10.9.2.0/24 --availability-zone us-east-1b --query Subnet.SubnetId --output text)
  SUBNETS=$a,$b
  CERTIFICATE=$(aws acm request-certificate --domain-name mcp.example.com --query CertificateArn --output text)
}
