// Run a Python file in the Python of a browser: node run.mjs COURSE SITE_PACKAGES FILE
// SITE_PACKAGES lends the packages that are pure Python. NumPy is Pyodide's own, or a wheel that an npm package brings.
import { existsSync, readFileSync } from "fs";
import path from "path";
import { pathToFileURL } from "url";

const [course, packages, file] = process.argv.slice(2);
const installed = path.join(course, ".pyodide", "node_modules");
const { loadPyodide } = await import(pathToFileURL(path.join(installed, "pyodide", "pyodide.mjs")).href);
const python = await loadPyodide({});

const WHEEL = "@bentopdf/pymupdf-wasm/assets/numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl";
try {
  await python.loadPackage("numpy", { messageCallback: () => {}, errorCallback: () => {} });
} catch (error) {
  console.log("NumPy is taken from a wheel: Pyodide's own index is out of reach.");
}
if (!python.runPython("import importlib.util; importlib.util.find_spec('numpy') is not None")) {
  const wheel = path.join(installed, WHEEL);
  if (!existsSync(wheel)) throw new Error(`There is no NumPy for Pyodide: ${WHEEL}`);
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
}
for (const [name, place] of Object.entries({ "/course": course, "/packages": packages })) {
  python.FS.mkdirTree(name);
  python.mountNodeFS(name, place);
}
python.runPython("import sys; sys.path.insert(0, '/course'); sys.path.append('/packages')");
python.runPython(readFileSync(file, "utf8"));
process.exit(python.runPython("len(wrong)") ? 1 : 0); // the file has gathered what is wrong
