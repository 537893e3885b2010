import { createServer } from 'node:http'

/** A program that answers and does nothing else: what it is late by, the machine is late by. `node still-server.js PORT` */
createServer((_, response) => response.end('{"status":"ok"}')).listen(Number(process.argv[2]), '127.0.0.1')
