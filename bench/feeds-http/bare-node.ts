import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** Answers every request with one file, or with a 304 where a condition is named: the least that a Node server does. */
const [file = '', port = ''] = process.argv.slice(2)
const bytes = readFileSync(file)
const headers = ['ETag', '"bench"', 'Cache-Control', 'public, max-age=300', 'Vary', 'Accept-Encoding']
const whole = [
  ...['Content-Type', 'application/rss+xml; charset=utf-8'],
  ...['Content-Length', String(bytes.length)],
  ...['Content-Encoding', 'gzip'],
  ...headers,
]
createServer((request, response) => {
  if (request.headers['if-none-match'] === '"bench"') response.writeHead(304, headers).end()
  else response.writeHead(200, whole).end(bytes)
}).listen(Number(port), '127.0.0.1')
