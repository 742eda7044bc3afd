"""What a workflow of GitHub Actions may do here. complaints(text) returns one sentence for each thing it may not."""

import re

import yaml

from tools.chapters import ROOT

ACTIONS = ("actions/checkout", "actions/setup-python")
PINNED = re.compile(r"uses: (\S+)@[0-9a-f]{40}  # v\d+\.\d+\.\d+")  # the version is for people, the commit for machines
PREPARATIONS = ("pipx run playwright==1.65.2 install --with-deps chromium",)  # what a fresh machine lacks
KEYS = {"name", "runs-on", "timeout-minutes", "strategy", "env", "steps"}  # of a job: no permissions, no secrets


def readme_lines(root=ROOT):
    """The lines of the README for Windows."""
    blocks = re.findall(r"```powershell\n(.*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return "".join(blocks).splitlines()


def is_known(command, root=ROOT):
    """Return whether a command is a target of the Makefile, or a line of .ci/run or of the README."""
    if call := re.fullmatch(r"make ([\w-]+)((?: \w+=[\w.-]+)*)", command):
        makefile = (root / "Makefile").read_text(encoding="utf-8")
        targets = re.findall(r"(?m)^([\w-]+):(?!=)", makefile)
        variables = re.findall(r"(?m)^(\w+) *[:?]?=", makefile)
        return call[1] in targets and {word.split("=")[0] for word in call[2].split()} <= {*variables}
    lines = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    proofs = [line.strip().removeprefix("step ") for line in lines if line.strip().startswith("step ")]
    return command in {*readme_lines(root), *proofs, *PREPARATIONS}


def complaints(text, root=ROOT):
    """Return what is wrong with the text of a workflow, as sentences."""
    workflow = yaml.safe_load(text)
    found = []
    if workflow.get("permissions") != {"contents": "read"}:
        found.append("The permissions are not those to read the contents, and nothing else.")
    if set(workflow[True]) != {"push", "pull_request", "schedule"}:  # YAML reads the key `on` as True
        found.append("It must run on push, on pull_request and on a schedule, and at no other time.")
    if "concurrency" not in workflow:
        found.append("Without `concurrency`, old runs go on when there is a newer one.")
    if re.search(r"\bsecrets\b|github\.token|GITHUB_TOKEN", text):
        found.append("It names a secret.")
    if "continue-on-error" in text:
        found.append("With `continue-on-error`, a failure looks like a success.")
    for name, job in workflow["jobs"].items():
        found += [f"Job {name}: {sentence}" for sentence in _job(job, root)]
    uses = [line.strip().removeprefix("- ") for line in text.splitlines() if re.match(r"\s*(- )?uses:", line)]
    for line in uses:
        if not (match := PINNED.fullmatch(line)) or match[1] not in ACTIONS:
            found.append(f'"{line}" must be one of {", ".join(ACTIONS)}, with a commit of 40 digits and its version.')
    if len(uses) != text.count("uses"):
        found.append("An action is named in a way that cannot be checked. Write `uses:` on a line of its own.")
    return found


def _job(job, root):
    """What is wrong with one job."""
    if extra := sorted(set(job) - KEYS):
        yield f"{', '.join(extra)} may not be set."
    if "timeout-minutes" not in job:
        yield "it has no `timeout-minutes`."
    for step in job.get("steps", []):
        if extra := sorted(set(step) - {"name", "uses", "with", "run"}):
            yield f"{', '.join(extra)} may not be set in a step."
        if "checkout" in step.get("uses", "") and step.get("with") != {"persist-credentials": False}:
            yield "the checkout keeps its credentials, or does more than a plain checkout."
        if "run" in step and not is_known(step["run"], root):
            yield f'"{step["run"]}" stands neither in the Makefile nor in .ci/run nor in the README.'
