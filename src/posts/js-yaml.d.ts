// js-yaml ships without types; this much of it is used.
declare module 'js-yaml' {
  class Type {
    constructor(
      tag: string,
      options: { kind: 'scalar'; resolve(text: string): boolean; construct(text: string): unknown },
    )
  }

  class Schema {
    constructor(definition: { include: Schema[]; implicit: Type[] })
  }

  const library: {
    Type: typeof Type
    Schema: typeof Schema
    FAILSAFE_SCHEMA: Schema
    safeLoad(text: string, options: { schema: Schema }): unknown
  }
  export = library
}
