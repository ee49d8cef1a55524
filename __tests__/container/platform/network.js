// Loaded into a process by `node --require`: connects each port of Azure's to the server on this machine that stands
// for it, by PLATFORM_PORTS, and nothing else to anything but this machine. Host names stay what they are, so
// certificates are checked against them.
const net = require("net");

/** The ports of the servers, by the ports of Azure. */
const ports = JSON.parse(process.env.PLATFORM_PORTS);
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (options.host && !["localhost", "127.0.0.1"].includes(options.host)) {
    if (!ports[options.port] && !Object.values(ports).includes(options.port)) {
      this.destroy(new Error(`Nothing stands for ${options.host}:${options.port} here.`));
      return this;
    }
    options.port = ports[options.port] ?? options.port;
    options.lookup = (host, { all }, done) =>
      all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
  }
  return connect.apply(this, args);
};
