// What stores are made from is in the package, and not among its types. Of it, what consume() needs.

declare module 'rate-limiter-flexible/lib/RateLimiterRes.js' {
  import { RateLimiterRes } from 'rate-limiter-flexible'
  // biome-ignore lint/style/noDefaultExport: it is what the package has
  export default RateLimiterRes
}

declare module 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js' {
  import type { RateLimiterRes } from 'rate-limiter-flexible'

  // biome-ignore lint/style/noDefaultExport: it is what the package has
  export default abstract class RateLimiterStoreAbstract<Client, Row, Options> {
    constructor(options: { storeClient: Client; points: number; duration: number; keyPrefix: string })
    client: Client
    points: number
    consume(key: string, points: number, options: Options): Promise<RateLimiterRes>
    protected _upsert(key: string, points: number, ms: number, isNew: boolean, options: Options): Promise<Row>
    protected _getRateLimiterRes(key: string, changed: number, row: Row): RateLimiterRes
  }
}
