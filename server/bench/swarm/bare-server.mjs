/** The reference for connections: bare Socket.IO with the same transport settings, one room a client, one answer. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { answerProbes, readOptions } from "./probe.mjs";

const http = createServer();
const io = new Server(http, {
  serveClient: false,
  pingInterval: 10_000,
  pingTimeout: 5_000,
  perMessageDeflate: false,
  httpCompression: false,
});
io.on("connection", (socket) => {
  void socket.join(`customer:${socket.handshake.auth.token}`);
  socket.on("thread:open", (_input, reply) => reply({ ok: true, data: { items: [] } }));
});
answerProbes(() => ({ sockets: io.engine.clientsCount }));
const { port } = await readOptions();
http.listen({ port, host: "127.0.0.1", backlog: 4_096 }, () => process.send({ port: http.address().port }));
process.on("SIGTERM", () => process.exit(0));
process.on("disconnect", () => process.exit(0));
