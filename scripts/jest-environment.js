// The environment of the tests: Node's own realm, in which the test files of a worker run one after the other.
//
// Jest's environments give each file a realm of its own, in which all its modules, those of cdktf and azurerm's classes
// too, are compiled anew: for 180 files that took longer than their tests. Here each file still has its own modules, but
// of code that is compiled once; and what it changes of the realm is set back after it.
const { AsyncLocalStorage } = require("node:async_hooks");
const vm = require("node:vm");
const { ModernFakeTimers } = require("@jest/fake-timers");
const { ModuleMocker } = require("jest-mock");

/** Stands for Node's realm: Jest compiles for a context alone, and that realm has none. */
const NODE = vm.createContext({});

/** The modules that are compiled, by their files. */
const compiled = new Map();

const { compileFunction } = vm;
vm.compileFunction = (code, params, options) => {
  if (options?.parsingContext !== NODE) {
    return compileFunction(code, params, options);
  }
  const { filename } = options;
  if (compiled.get(filename)?.code !== code) {
    compiled.set(filename, { code, module: compileFunction(code, params, { ...options, parsingContext: undefined }) });
  }
  return compiled.get(filename).module;
};

/** The storages that the running file has used. */
const storages = new Set();

const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  storages.add(this);
  return run.apply(this, args);
};

module.exports = class NodeRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    const globals = new Set(Reflect.ownKeys(globalThis));
    this.before = { console, cwd: process.cwd(), env: { ...process.env }, exit: process.exit, globals };
  }

  async setup() {
    // As many frames as Jest's environments keep.
    Error.stackTraceLimit = 100;
    // Jest maps stacks to TypeScript; those that cdktf keeps of each token and block, which no test reads, are left as
    // they are.
    this.prepareStackTrace = Error.prepareStackTrace;
    Error.prepareStackTrace = (holder, frames) =>
      holder instanceof Error ? this.prepareStackTrace(holder, frames) : ["Error", ...frames].join("\n    at ");
  }

  /** Leaves the realm to the next test file as it was. */
  async teardown() {
    const { console, cwd, env, exit, globals } = this.before;
    this.fakeTimersModern.dispose();
    // Jest makes one for each file, and Node notes every promise in each that is not disabled.
    storages.forEach((storage) => storage.disable());
    storages.clear();
    Error.prepareStackTrace = this.prepareStackTrace;
    // Such as the state of Jest's runner, and the tokens of cdktf.
    Reflect.ownKeys(globalThis)
      .filter((name) => !globals.has(name))
      .forEach((name) => Reflect.deleteProperty(globalThis, name));
    Object.assign(globalThis, { console });
    Object.assign(process, { exit });
    process.chdir(cwd);
    Object.keys(process.env).forEach((name) => delete process.env[name]);
    Object.assign(process.env, env);
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  getVmContext() {
    return NODE;
  }
};
