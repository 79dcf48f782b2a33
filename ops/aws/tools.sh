# shellcheck shell=bash
# Sourced: puts aws, cfn-lint and moto_server on PATH in the versions of requirements.txt: those installed if they are these,
# else from a virtual environment in target/aws, made when it is missing.

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

if ! command -v aws cfn-lint moto_server >/dev/null || ! aws_tools_fit; then
  if [[ ! -x target/aws/bin/moto_server || ops/aws/requirements.txt -nt target/aws/bin/moto_server ]]; then
    { python3 -m venv target/aws && target/aws/bin/pip install -q -r ops/aws/requirements.txt && touch target/aws/bin/moto_server; } >&2 || {
      echo "The tools of ops/aws/requirements.txt are neither installed nor to be had from pip." >&2
      exit 1
    }
  fi
  PATH=$PWD/target/aws/bin:$PATH
fi
