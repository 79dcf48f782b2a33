# shellcheck shell=bash
# Sourced: puts aws, cfn-lint and moto_server on PATH in the versions of requirements.txt: the installed ones if they match,
# otherwise those of a virtual environment in target/aws, created if missing. Exits with 77 where they are unavailable.

aws_tools_fit() {
  local python
  python=$(sed -n '1s/^#!//p' "$(command -v moto_server)" 2>/dev/null)
  for python in "$python" python3; do
    [[ -n $python ]] && command -v "$python" >/dev/null && "$python" - ops/aws/requirements.txt <<'END' 2>/dev/null && return 0
import sys
from importlib.metadata import version
for line in open(sys.argv[1]):
    if "==" in line:
        name, wanted = line.strip().split("==")
        assert version(name.split("[")[0]) == wanted
END
  done
  return 1
}

# Creates the virtual environment, and distinguishes invalid requirements from an index that does not respond.
make_aws_tools() {
  local said
  rm -rf target/aws
  python3 -m venv target/aws || exit
  if ! said=$(target/aws/bin/pip install --retries 1 -q -r ops/aws/requirements.txt 2>&1); then
    rm -rf target/aws
    printf '%s\n' "$said" >&2
    [[ $said == *"after connection broken by"* ]] || exit 1
    echo "The tools of ops/aws/requirements.txt are not installed, and pip's index cannot be reached." >&2
    exit 77
  fi
}

if ! command -v aws cfn-lint moto_server >/dev/null || ! aws_tools_fit; then
  [[ -x target/aws/bin/moto_server && ! ops/aws/requirements.txt -nt target/aws/bin/moto_server ]] || make_aws_tools
  PATH=$PWD/target/aws/bin:$PATH
fi
