// Finding the handler that a handler string names: ES modules and CommonJS, in Lambda's order.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeFault } from "./report.mjs";

const require = createRequire(import.meta.url);

function isModule(folder) {
  if (folder.endsWith("/node_modules")) return false;
  const description = path.join(folder, "package.json");
  if (existsSync(description)) {
    try {
      return JSON.parse(readFileSync(description, "utf8"))?.type === "module";
    } catch (error) {
      console.warn(`${description} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  return folder !== "/" && isModule(path.dirname(folder));
}

async function load(root, folder, name) {
  const base = path.resolve(root, folder, name);
  const ifThere = (extension, how) => (existsSync(base + extension) ? how(base + extension) : undefined);
  const imported = (file) => import(pathToFileURL(file));
  const asModule = existsSync(`${base}.js`) && isModule(path.dirname(base));
  return (
    ifThere("", require) || ifThere(".js", asModule ? imported : require) || (await ifThere(".mjs", imported)) ||
    ifThere(".cjs", require) || require(require.resolve(name, { paths: [root, folder] }))
  );
}

async function loaded(root, folder, name) {
  try {
    return await load(root, folder, name);
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeFault("UserCodeSyntaxError", error);
    if (error?.code === "MODULE_NOT_FOUND") throw new RuntimeFault("ImportModuleError", error);
    throw error;
  }
}

export async function findHandler(root, wanted) {
  if (wanted.includes("..")) {
    throw new RuntimeFault("MalformedHandlerName", `'${wanted}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  const last = path.basename(wanted);
  const [, name, property] = /^([^.]*)\.(.*)$/.exec(last) ?? [];
  if (property === undefined) throw new RuntimeFault("MalformedHandlerName", "Bad handler");
  const module = await loaded(root, wanted.slice(0, wanted.indexOf(last)), name);
  const handler = property.split(".").reduce((from, key) => from && from[key], module);
  if (!handler) throw new RuntimeFault("HandlerNotFound", `${wanted} is undefined or not exported`);
  if (typeof handler !== "function") throw new RuntimeFault("HandlerNotFound", `${wanted} is not a function`);
  return handler;
}
