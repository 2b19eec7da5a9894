// A response that is sent while the handler writes it.
import http from "node:http";
import { Writable } from "node:stream";
import { RuntimeFault, errorObject, logFault } from "./report.mjs";

const TYPE = "Lambda-Runtime-Function-Error-Type";
const BODY = "Lambda-Runtime-Function-Error-Body";

// The stream that a handler gets; `where` are the options of the request that carries the response.
class ResponseStream extends Writable {
  constructor(where, options) {
    super({ decodeStrings: true, ...options });
    this._headers = { "Content-Type": "application/octet-stream", "Lambda-Runtime-Function-Response-Mode": "streaming", Trailer: `${TYPE}, ${BODY}`, "Transfer-Encoding": "chunked" };
    this._where = where;
    this._onBeforeFirstWrite = null;
    this.sent = new Promise((resolve, reject) => Object.assign(this, { _sent: resolve, _broken: reject }));
    this.sent.catch(() => {});
    this.on("error", this._broken);
  }

  setContentType(kind) {
    if (this._request) throw new RuntimeFault("InvalidStreamingOperation", "Cannot set content-type, too late.");
    this._headers["Content-Type"] = kind;
  }

  write(part, ...more) {
    const isData = typeof part === "string" || Buffer.isBuffer(part) || part?.constructor === Uint8Array;
    return super.write(isData ? part : JSON.stringify(part), ...more);
  }

  _open() {
    if (this._request) return this._request;
    this._request = http.request({ ...this._where, headers: this._headers }, (response) => {
      response.resume();
      response.on("end", () => (response.statusCode < 300 ? this._sent() : this._broken(new Error(`Http response code: ${response.statusCode}.`))));
    });
    this._request.on("error", (error) => this.destroy(error));
    return this._request;
  }

  _write(part, encoding, next) {
    const begun = this._request;
    const request = this._open();
    if (!begun) this._onBeforeFirstWrite?.((prelude) => request.write(prelude));
    request.write(part, encoding, next);
  }

  _final(next) {
    this._open().end();
    next();
  }

  _destroy(error, next) {
    if (error) this._request?.destroy();
    next(error);
  }

  // End with an error: what was sent stays sent, the error follows in the trailers.
  fail(error) {
    const made = errorObject(error);
    this._open().addTrailers({ [TYPE]: made.errorType, [BODY]: Buffer.from(JSON.stringify(made)).toString("base64") });
    this._request.end();
  }
}

export async function streamed(where, options, invoke) {
  const stream = new ResponseStream(where, options);
  try {
    const returned = invoke(stream);
    if (typeof returned?.then !== "function") throw "Streaming does not support non-async handlers.";
    if ((await returned) !== undefined) console.warn("Streaming handlers ignore return values.");
    await stream.sent;
  } catch (error) {
    if (stream.destroyed && !stream.writableFinished) throw error;
    logFault("Invoke Error", error);
    stream.fail(error);
    await stream.sent;
  }
}
