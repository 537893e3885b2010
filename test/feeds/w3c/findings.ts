/** What the W3C feed validator (github.com/w3c/feedvalidator) complains of, in kinds; its messages have many names for one fault. */
export type Fault =
  | 'malformed'
  | 'missing'
  | 'duplicate'
  | 'said-twice'
  | 'undefined'
  | 'blank'
  | 'white-space'
  | 'date'
  | 'uri'
  | 'not-canonical'
  | 'type'
  | 'language'
  | 'number'
  | 'html'
  | 'unsafe'
  | 'relative'
  | 'self'
  | 'walk'
  | 'rel'
  | 'order'
  | 'no-content'
  | 'image'

/** The validator's messages that can concern documents such as ours. */
export const FAULTS: Record<string, Fault> = {
  SAXError: 'malformed',
  BadCharacters: 'malformed',
  MissingElement: 'missing',
  MissingTitle: 'missing',
  MissingLink: 'missing',
  MissingDescription: 'missing',
  MissingAttribute: 'missing',
  DuplicateElement: 'duplicate',
  DuplicateAtomLink: 'duplicate',
  DuplicateValue: 'duplicate',
  DuplicateEntries: 'duplicate',
  DuplicateIds: 'duplicate',
  DuplicateSemantics: 'said-twice',
  DuplicateItemSemantics: 'said-twice',
  NeedDescriptionBeforeContent: 'order',
  MisplacedMetadata: 'order',
  UndefinedElement: 'undefined',
  NotBlank: 'blank',
  UnexpectedWhitespace: 'white-space',
  InvalidRFC3339Date: 'date',
  InvalidRFC2822Date: 'date',
  ProblematicalRFC822Date: 'date',
  InvalidLink: 'uri',
  InvalidFullLink: 'uri',
  InvalidUriChar: 'uri',
  InvalidHttpGUID: 'uri',
  InvalidPermalink: 'uri',
  InvalidTAG: 'uri',
  InvalidURLAttribute: 'uri',
  NonCanonicalURI: 'not-canonical',
  InvalidMIMEType: 'type',
  InvalidMIMEAttribute: 'type',
  InvalidTextType: 'type',
  InvalidMediaTextType: 'type',
  InvalidLanguage: 'language',
  InvalidInteger: 'number',
  InvalidPositiveInteger: 'number',
  InvalidNonNegativeInteger: 'number',
  InvalidIntegerAttribute: 'number',
  InvalidWidth: 'number',
  InvalidHeight: 'number',
  ContainsHTML: 'html',
  ContainsUndeclaredHTML: 'html',
  CharacterData: 'html',
  SecurityRisk: 'unsafe',
  SecurityRiskAttr: 'unsafe',
  DangerousStyleAttr: 'unsafe',
  ContainsRelRef: 'relative',
  MissingSelf: 'self',
  RelativeSelf: 'self',
  FeedHistoryRelInEntry: 'walk',
  FeedRelInCompleteFeed: 'walk',
  LinkPastEnd: 'walk',
  UnregisteredAtomLinkRel: 'rel',
  MissingContentOrAlternate: 'no-content',
  MissingTextualContent: 'no-content',
  ImageUrlFormat: 'image',
  ImageLinkDoesntMatch: 'image',
  ImageTitleDoesntMatch: 'image',
}

export interface Finding {
  fault: Fault
  /** `item/title: ContainsHTML`, for whoever reads a failed test. */
  where: string
}
