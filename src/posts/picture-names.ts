/** As Hugo tells them by their names. */
const ENDINGS = 'avif|bmp|gif|heic|heif|jfif|jpe?g|jxl|pjp|pjpeg|png|svg|tiff?|webp'
const FILE = new RegExp(String.raw`\.(?:${ENDINGS})$`, 'i')
const ADDRESS = new RegExp(String.raw`\.(?:${ENDINGS}|svgz)(?:[?#]|$)`, 'i')

export function isPictureFile(name: string): boolean {
  return FILE.test(name)
}

export function isPictureAddress(url: string): boolean {
  return ADDRESS.test(url)
}
