/** Why a server could not listen, in words, and what to do. Plain JavaScript: the start program asks before installing. */

/**
 * @param error what `listen` failed with
 * @param port the port that was asked for
 * @param host the address that was asked for, if any
 * @returns one or two sentences for the terminal
 */
export function explainListenError(error, port, host) {
  switch (error.code) {
    case "EADDRINUSE":
      return (
        `Port ${port} is taken by another program (perhaps an Answerline that still runs). ` +
        `Stop that one, or choose another port: PORT=${port < 65535 ? port + 1 : 3000} npm start`
      );
    case "EACCES":
      return `This user may not listen on port ${port}. Choose a port from 1024 on: PORT=3000 npm start`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST=${host} is not an address of this computer. Leave HOST out to listen on all of them.`;
    default:
      return `Cannot listen on port ${port}: ${error.message}`;
  }
}
