// The client that polls the Runtime API for a Node.js function: ES modules and CommonJS, promises, callbacks, streams.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import util from "node:util";

const [root, handlerString] = process.argv.slice(2);
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const BASE = "/2018-06-01/runtime/";
const STREAMS = Symbol.for("aws.lambda.runtime.handler.streaming");
const HTTP_INTEGRATION = "application/vnd.awslambda.http-integration-response";
let requestId = "";

function call(method, where, { body, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const all = bytes ? { "Content-Length": bytes.length, ...headers } : headers;
    const request = http.request({ host, port, method, path: where, agent, headers: all }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        if (response.statusCode >= 300) reject(new Error(`Http response code: ${response.statusCode}. ${text}`));
        else resolve({ headers: response.headers, text });
      });
    });
    request.on("error", reject);
    request.end(bytes);
  });
}

function errorObject(error, errorType) {
  if (error instanceof Error || util.types.isNativeError(error)) {
    const trace = (error.stack || "").split("\n").filter((line) => !line.includes("node_client.mjs"));
    return { errorType: errorType || error.name || "Error", errorMessage: error.message, trace };
  }
  return { errorType: errorType || typeof error, errorMessage: String(error), trace: [] };
}

function patchConsole() {
  const levels = { debug: "DEBUG", info: "INFO", log: "INFO", warn: "WARN", error: "ERROR", trace: "TRACE" };
  const ranks = { TRACE: 1, DEBUG: 2, INFO: 3, WARN: 4, ERROR: 5, FATAL: 6 };
  const json = (process.env.AWS_LAMBDA_LOG_FORMAT || "").toUpperCase() === "JSON";
  const least = ranks[(process.env.AWS_LAMBDA_LOG_LEVEL || "").toUpperCase()] || 0;
  for (const [name, level] of Object.entries(levels)) {
    console[name] = (...said) => {
      if (ranks[level] < least) return;
      const at = new Date().toISOString();
      if (json) {
        const only = said.length === 1 && typeof said[0] === "object" ? said[0] : util.format(...said);
        const message = only instanceof Error ? errorObject(only) : only;
        process.stdout.write(`${JSON.stringify({ timestamp: at, level, requestId, message })}\n`);
      } else {
        const text = util.format(...said).replace(/\n/g, "\r");
        process.stdout.write(`${at}\t${requestId || "undefined"}\t${level}\t${text}\n`);
      }
    };
  }
}

function fault(type, message) {
  return Object.assign(new Error(message), { name: type });
}

async function importModule(base) {
  const require = createRequire(path.join(root, "index.js"));
  const found = [base, `${base}.js`, `${base}.mjs`, `${base}.cjs`].find((file) => existsSync(file) && path.extname(file));
  if (!found) {
    throw fault("Runtime.ImportModuleError", `Error: Cannot find module '${path.basename(base)}'`);
  }
  try {
    return path.extname(found) === ".mjs" || isModule(found) ? await import(pathToFileURL(found)) : require(found);
  } catch (error) {
    if (error instanceof SyntaxError) throw fault("Runtime.UserCodeSyntaxError", String(error));
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      throw fault("Runtime.ImportModuleError", String(error));
    }
    throw error;
  }
}

function isModule(file) {
  if (path.extname(file) === ".cjs") return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const description = path.join(folder, "package.json");
    if (existsSync(description)) return JSON.parse(readFileSync(description, "utf8")).type === "module";
    if (folder === path.dirname(folder)) return false;
  }
}

async function findHandler() {
  if (handlerString.includes("..")) throw fault("Runtime.MalformedHandlerName", `'${handlerString}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  const name = path.basename(handlerString);
  const dot = name.indexOf(".");
  if (dot < 0) throw fault("Runtime.MalformedHandlerName", "Bad handler");
  const module = await importModule(path.join(root, path.dirname(handlerString), name.slice(0, dot)));
  const wanted = name.slice(dot + 1);
  const pick = (from) => wanted.split(".").reduce((value, key) => value?.[key], from);
  const handler = pick(module) ?? pick(module.default);
  if (handler === undefined) throw fault("Runtime.HandlerNotFound", `${handlerString} is undefined or not exported`);
  if (typeof handler !== "function") throw fault("Runtime.HandlerNotFound", `${handlerString} is not a function`);
  return handler;
}

class ResponseStream {
  constructor(headers) {
    this.contentType = "application/octet-stream";
    this.request = null;
    this.headers = headers;
  }

  open() {
    if (!this.request) {
      this.done = new Promise((resolve, reject) => {
        this.request = http.request({ host, port, agent, method: "POST", path: `${BASE}invocation/${requestId}/response`,
          headers: { "Content-Type": this.contentType, "Lambda-Runtime-Function-Response-Mode": "streaming",
            "Transfer-Encoding": "chunked", Trailer: "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body" },
        }, (response) => {
          response.resume();
          response.on("end", () => response.statusCode < 300 ? resolve() : reject(new Error(`Http response code: ${response.statusCode}.`)));
        });
        this.request.on("error", reject);
      });
    }
    return this.request;
  }
}

async function streaming(handler, event, context) {
  const { Writable } = await import("node:stream");
  const target = new ResponseStream();
  const stream = new Writable({
    write: (part, encoding, next) => target.open().write(part, encoding, next),
    final: (next) => { target.open().end(); next(); },
  });
  stream.setContentType = (kind) => { target.contentType = kind; };
  stream._onBeforeFirstWrite = null;
  try {
    await handler(event, stream, context);
  } catch (error) {
    const made = errorObject(error);
    console.error("Invoke Error", JSON.stringify(made));
    if (!target.request) throw error;
    target.request.addTrailers({ "Lambda-Runtime-Function-Error-Type": made.errorType,
      "Lambda-Runtime-Function-Error-Body": Buffer.from(JSON.stringify(made)).toString("base64") });
    target.request.end();
    return target.done;
  }
  if (!stream.writableEnded) stream.end();
  await new Promise((resolve) => stream.writableFinished ? resolve() : stream.once("finish", resolve));
  return target.done;
}

globalThis.awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { [STREAMS]: true }),
  HttpResponseStream: {
    from: (stream, prelude) => {
      stream.setContentType(HTTP_INTEGRATION);
      stream.write(Buffer.concat([Buffer.from(JSON.stringify(prelude)), Buffer.alloc(8)]));
      return stream;
    },
  },
};

function contextOf(headers, settle) {
  const parse = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  const deadline = Number(headers["lambda-runtime-deadline-ms"] || 0);
  return {
    awsRequestId: requestId,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    clientContext: parse("lambda-runtime-client-context"),
    identity: parse("lambda-runtime-cognito-identity"),
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: (error, value) => settle(error, value),
    succeed: (value) => settle(null, value),
    fail: (error) => settle(error ?? "handled"),
  };
}

function run(handler, event, headers) {
  return new Promise((resolve, reject) => {
    const settle = (error, value) => (error === null || error === undefined ? resolve(value) : reject(error));
    const returned = handler(event, contextOf(headers, settle), settle);
    if (typeof returned?.then === "function") returned.then(resolve, reject);
    else if (handler.length < 3 && returned !== undefined) resolve(returned);
    else if (handler.length < 2) resolve(returned);
    else process.once("beforeExit", () => resolve(null));
  });
}

async function postError(error, type) {
  const made = errorObject(error, type);
  const headers = { "Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": made.errorType };
  console.error(requestId ? "Invoke Error" : "Init Error", `\t${JSON.stringify(made)}`);
  const where = requestId ? `${BASE}invocation/${requestId}/error` : `${BASE}init/error`;
  await call("POST", where, { body: JSON.stringify(made), headers });
}

async function serve(handler) {
  const { headers, text } = await call("GET", `${BASE}invocation/next`);
  requestId = headers["lambda-runtime-aws-request-id"];
  process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"] || "";
  const began = process.hrtime.bigint();
  try {
    const event = JSON.parse(text);
    if (handler[STREAMS]) {
      await streaming(handler, event, contextOf(headers, () => {}));
    } else {
      const value = await run(handler, event, headers);
      const body = JSON.stringify(value === undefined ? null : value) ?? "null";
      const took = String(process.hrtime.bigint() - began);
      const said = { "Content-Type": "application/json", "Workbench-Duration-Ns": took };
      await call("POST", `${BASE}invocation/${requestId}/response`, { body, headers: said });
    }
  } catch (error) {
    await postError(error);
  }
}

async function main() {
  patchConsole();
  for (const [event, type] of [["uncaughtException"], ["unhandledRejection", "Runtime.UnhandledPromiseRejection"]]) {
    process.on(event, async (error) => {
      await postError(error, type).catch(() => {});
      process.exit(128);
    });
  }
  let handler;
  try {
    handler = await findHandler();
  } catch (error) {
    await postError(error);
    process.exit(1);
  }
  for (;;) await serve(handler);
}

main().catch(() => process.exit(1));
