// The client that polls the Runtime API for a Node.js function; it behaves as AWS's client for Node.js 20 does.
import http from "node:http";
import { findHandler } from "./handler.mjs";
import { RuntimeFault, current, errorObject, logFault, patchConsole } from "./report.mjs";

const [root, handlerString] = process.argv.slice(2);
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const BASE = "/2018-06-01/runtime/";
const STREAMS = Symbol.for("aws.lambda.runtime.handler.streaming");
const HIGH_WATER_MARK = Symbol.for("aws.lambda.runtime.handler.streaming.highWaterMark");
const HTTP_INTEGRATION = "application/vnd.awslambda.http-integration-response";
const NEVER_SETTLED = "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes";

// What to do when nothing is left to run.
let whenIdle = () => {};

// Handlers are called as methods of an object of this name, which their stacks show.
class Runtime {
  constructor(handler) {
    this.handler = handler;
  }
}

function call(method, where, { body, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const all = bytes ? { "Content-Length": bytes.length, ...headers } : headers;
    const request = http.request({ host, port, method, path: where, agent, headers: all }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString("utf8");
        // A result that is too long ends the invocation: there is nothing left to say about it.
        if (response.statusCode >= 300 && response.statusCode !== 413) reject(new Error(`Http response code: ${response.statusCode}. ${text}`));
        else resolve({ headers: response.headers, text });
      });
    });
    request.on("error", reject);
    request.end(bytes);
  });
}

globalThis.awslambda = {
  streamifyResponse: (handler, options) => Object.assign(handler, { [STREAMS]: "response", [HIGH_WATER_MARK]: options?.highWaterMark }),
  HttpResponseStream: {
    from: (stream, prelude) => {
      stream.setContentType(HTTP_INTEGRATION);
      const text = JSON.stringify(prelude);
      stream._onBeforeFirstWrite = (write) => {
        write(text);
        write(new Uint8Array(8));
      };
      return stream;
    },
  },
};

const isAsync = (handler) => handler.constructor?.name === "AsyncFunction";

function contextOf(headers) {
  const parse = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parse("lambda-runtime-client-context"),
    identity: parse("lambda-runtime-cognito-identity"),
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: current.requestId,
    tenantId: current.tenantId,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
}

// The value of a handler: of its promise, or of the first of callback, succeed, done and fail that it calls.
function valueOf(runtime, text, headers) {
  let settle, context;
  const settled = new Promise((resolve, reject) => { settle = { resolve, reject }; });
  let finished = false;
  const first = (then) => (...given) => {
    if (finished) return;
    finished = true;
    whenIdle = () => {};
    then(...given);
  };
  const isNothing = (error) => error === undefined || error === null;
  const done = (error, value) => (isNothing(error) ? settle.resolve(value) : settle.reject(error));
  const callback = first((error, value) => {
    if (!isNothing(error) || !context.callbackWaitsForEmptyEventLoop) done(error, value);
    else whenIdle = () => setImmediate(settle.resolve, value);
  });
  whenIdle = first(() => {
    if (isAsync(runtime.handler)) settle.reject(new RuntimeFault("NodeJsExit", NEVER_SETTLED));
    else settle.resolve(null);
  });
  try {
    const event = JSON.parse(text);
    const succeed = first((value) => done(null, value));
    const fail = first((error) => done(isNothing(error) ? "handled" : error));
    context = Object.assign(contextOf(headers), { succeed, fail, done: first(done) });
    const returned = runtime.handler(event, context, callback);
    if (returned && typeof returned.then === "function") returned.then(succeed, fail);
  } catch (error) {
    callback(error);
  }
  return settled;
}

function serialised(value) {
  try {
    return JSON.stringify(value === undefined ? null : value) ?? "null";
  } catch {
    throw new Error("Unable to stringify response body");
  }
}

async function post(where, error) {
  const made = errorObject(error);
  const headers = { "Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": made.errorType };
  await call("POST", where, { body: JSON.stringify(made), headers });
}

// The end of an invocation that leaves work behind comes when nothing is left to run, unless it says otherwise.
const idle = () => new Promise((resolve) => { whenIdle = () => setImmediate(resolve); });

async function serveStream(runtime, text, headers) {
  const { streamed } = await import("./streaming.mjs");
  const where = { host, port, agent, method: "POST", path: `${BASE}invocation/${current.requestId}/response` };
  const mark = parseInt(runtime.handler[HIGH_WATER_MARK], 10);
  const context = contextOf(headers);
  whenIdle = () => {};
  const event = JSON.parse(text);
  await streamed(where, mark ? { highWaterMark: mark } : {}, (stream) => runtime.handler(event, stream, context));
  if (context.callbackWaitsForEmptyEventLoop) await idle();
}

async function serve(runtime) {
  const { headers, text } = await call("GET", `${BASE}invocation/next`);
  current.requestId = headers["lambda-runtime-aws-request-id"];
  current.tenantId = headers["lambda-runtime-aws-tenant-id"];
  if (headers["lambda-runtime-trace-id"]) process.env._X_AMZN_TRACE_ID = headers["lambda-runtime-trace-id"];
  else delete process.env._X_AMZN_TRACE_ID;
  const began = process.hrtime.bigint();
  const where = `${BASE}invocation/${current.requestId}/`;
  try {
    if (runtime.handler[STREAMS]) return await serveStream(runtime, text, headers);
    const body = serialised(await valueOf(runtime, text, headers));
    const took = String(process.hrtime.bigint() - began);
    await call("POST", `${where}response`, { body, headers: { "Content-Type": "application/json", "Workbench-Duration-Ns": took } });
  } catch (error) {
    logFault("Invoke Error", error);
    await post(`${where}error`, error);
  }
}

// An error that nothing caught ends the process, and with it the invocation or the start.
async function end(title, error, status) {
  logFault(title, error);
  await post(current.requestId ? `${BASE}invocation/${current.requestId}/error` : `${BASE}init/error`, error).catch(() => {});
  process.exit(status);
}

patchConsole();
process.on("uncaughtException", (error) => end("Uncaught Exception", error, 129));
process.on("unhandledRejection", (reason, promise) => {
  const error = Object.assign(new RuntimeFault("UnhandledPromiseRejection", reason), { reason, promise });
  return end("Unhandled Promise Rejection", error, 128);
});
process.on("beforeExit", () => whenIdle());
const handler = await findHandler(root, handlerString).catch((error) => end("Uncaught Exception", error, 129));
if (handler.length === 3 && !isAsync(handler) && !handler[STREAMS] && process.env.AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING === undefined) {
  console.warn("AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.");
}
const runtime = new Runtime(handler);
for (;;) await serve(runtime);
