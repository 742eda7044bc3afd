"""What axe finds on a page that keeps a reader with a screen reader or a keyboard out."""

from axe_playwright_python.sync_playwright import Axe

OURS = {"include": [[".jp-OutputArea"]]}  # the rest of the page is Jupyter's
GRAVE = ("serious", "critical")


def findings(page):
    """Return what axe calls serious or critical in the outputs, as rule and place."""
    found = Axe().run(page, context=OURS).response["violations"]
    return [(one["id"], node["html"][:200]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]
