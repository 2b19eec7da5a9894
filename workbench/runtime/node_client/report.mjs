// What a Node.js function logs, and how its errors read, in the log and to the caller.
import util from "node:util";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const CLIENT = `${HERE}handler.mjs`;
const RANKS = { TRACE: 1, DEBUG: 2, INFO: 3, WARN: 4, ERROR: 5, FATAL: 6 };
const NAMES = { trace: "TRACE", debug: "DEBUG", info: "INFO", log: "INFO", warn: "WARN", error: "ERROR", fatal: "FATAL" };
const json = () => (process.env.AWS_LAMBDA_LOG_FORMAT || "").toUpperCase() === "JSON";

// The invocation that runs; undefined while the handler is imported, as in Lambda's own log lines.
export const current = { requestId: undefined, tenantId: undefined };

export class RuntimeFault extends Error {
  constructor(kind, reason) {
    super(reason);
    const hidden = { name: `Runtime.${kind}`, kind };
    for (const [name, value] of Object.entries(hidden)) Object.defineProperty(this, name, { value, enumerable: false });
    this.message = asInLambda(this.message);
  }
}

// Where AWS's own client stands in a message, ours is not to be seen.
const asInLambda = (text) => text.replaceAll(CLIENT, "/var/runtime/index.mjs");

function stackOf(error) {
  return String(error.stack).split("\n").filter((line) => !line.includes(HERE)).map(asInLambda);
}

// The error object that the caller receives.
export function errorObject(error) {
  try {
    const isError = util.types.isNativeError(error) || ["name", "message", "stack"].every((key) => error[key] && typeof error[key] === "string");
    if (!isError) return { errorType: typeof error, errorMessage: error.toString(), trace: [] };
    return { errorType: error.name, errorMessage: error.message, trace: stackOf(error) };
  } catch {
    const errorMessage = "callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack";
    return { errorType: "handled", errorMessage };
  }
}

// An error in the log shows more than the caller gets: its code, and what else it carries.
const inLog = (_, value) => value instanceof Error
  ? { errorType: value.name, errorMessage: value.message, code: value.code, ...value, stack: stackOf(value) } : value;
const inJsonLog = (_, value) => value instanceof Error
  ? { errorType: value instanceof RuntimeFault ? value.kind : value.constructor?.name ?? "UnknownError", errorMessage: value.message, stackTrace: stackOf(value), ...value } : value;

function jsonLine(timestamp, level, said) {
  const { requestId, tenantId } = current;
  const line = { timestamp, level, requestId, ...(tenantId ? { tenantId } : {}) };
  if (said.length === 1) {
    try {
      return JSON.stringify({ ...line, message: said[0] }, inJsonLog);
    } catch {
      return JSON.stringify({ ...line, message: util.format(said[0]) });
    }
  }
  const error = said.find((one) => one instanceof Error);
  const { errorType, errorMessage, stackTrace } = error ? inJsonLog("", error) : {};
  return JSON.stringify({ ...line, message: util.format(...said), errorType, errorMessage, stackTrace });
}

export function patchConsole() {
  const least = RANKS[(process.env.AWS_LAMBDA_LOG_LEVEL || "").toUpperCase()] ?? RANKS.TRACE;
  for (const [name, level] of Object.entries(NAMES)) {
    console[name] = (...said) => {
      if (RANKS[level] < least && level !== "FATAL") return;
      const at = new Date().toISOString();
      const line = json() ? jsonLine(at, level, said) : `${at}\t${current.requestId}\t${level}\t${util.format(...said)}`;
      process.stdout.write(`${line.replaceAll("\n", "\r")}\n`);
    };
  }
}

export function logFault(title, error) {
  const made = error instanceof Error ? error : new Error(error);
  if (json()) return console.error(made);
  let text;
  try {
    text = JSON.stringify(made, inLog);
  } catch {
    text = JSON.stringify(errorObject(made));
  }
  console.error(title, `\t${text}`);
}
