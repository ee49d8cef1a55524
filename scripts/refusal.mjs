// Preloaded by the app command of cdktf.json: says a refusal once, with the line of the program that it is about. The
// stacks of Node, cdktf and the library say nothing more of it. Any other error keeps its stack: it is a bug.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What is no line of the program: Node, packages and the library. */
const NOT_OF_PROGRAM = /node:|[\\/]node_modules[\\/]|[\\/]lib[\\/](?!main-stack)/;

process.on("uncaughtException", (error) => {
  // cdktf prints what an app prints twice, as it comes and at the end: scripts/cdktf.mjs prints this file once.
  writeFileSync(process.env.REFUSAL_FILE ?? process.stderr.fd, `${textOf(error)}\n`);
  process.exit(1);
});

function textOf(error) {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { message, stack = message } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
  const frame = frames.find((one) => one.trim() && !NOT_OF_PROGRAM.test(one));
  return message.includes("; allowed: ") ? [message, frame && lineOf(frame)].filter(Boolean).join("\n") : stack;
}

/** A frame with the file as the project names it, and without a function that the program does not name: `import_cdktf`. */
function lineOf(frame) {
  return frame
    .replace("file://", "")
    .replace(ROOT, "")
    .replace(/(?<=at ).*(?:<anonymous>|\bimport_).* \((.*)\)$/, "$1");
}
