/** `a.html下載`, `a.example注册`, `a.example:8080打开`, `ada@a.example로`: no blank stands between an address and what follows it. */
const BEFORE_CJK = /\.[a-z]{2,24}(?::\d{2,5})?(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])/iu

/** An address without the words of such a script that follow a name's end at once. */
export function endedBeforeCjk(address: string): string {
  const name = BEFORE_CJK.exec(address)
  return name ? address.slice(0, name.index + name[0].length) : address
}
