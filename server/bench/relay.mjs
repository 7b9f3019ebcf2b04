/** The reference of benchmarks: a bare Socket.IO relay. It knows nobody, checks nothing and keeps nothing. */
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, {
  serveClient: false,
  transports: ["websocket", "polling"],
  pingInterval: 10_000,
  pingTimeout: 5_000,
  maxHttpBufferSize: 64 * 1024,
  perMessageDeflate: false,
  httpCompression: false,
});

io.on("connection", (socket) => {
  const { room, peer } = socket.handshake.auth;
  void socket.join(room);
  socket.on("message:send", (input, reply) => {
    io.to(peer).emit("item:created", { item: { data: { text: input.text } } });
    reply({ ok: true });
  });
});

process.on("message", () => process.send({ kind: "cpu", us: cpuUs() }));
process.on("disconnect", () => process.exit(0));
http.listen({ port: 0, host: "127.0.0.1" }, () => process.send({ kind: "listening", port: http.address().port }));

function cpuUs() {
  const { user, system } = process.cpuUsage();
  return user + system;
}
