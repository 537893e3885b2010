import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const SIZE = '96m'

/** A disk small enough to be filled: a tmpfs, which only root may mount, and only Linux has. */
export class SmallDisk {
  readonly dir: string

  private constructor(dir: string) {
    this.dir = dir
  }

  /** Undefined where this user, or this system, cannot. */
  static mount(dir: string): SmallDisk | undefined {
    mkdirSync(dir, { recursive: true })
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'chaos', dir])
    return status === 0 ? new SmallDisk(dir) : undefined
  }

  fill(): void {
    const file = openSync(this.#ballast, 'w')
    try {
      // The last pieces small, so that not a page is left.
      for (const size of [1 << 20, 4096]) writeUntilFull(file, Buffer.alloc(size))
    } finally {
      closeSync(file)
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true })
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.dir])
  }

  get #ballast(): string {
    return join(this.dir, 'ballast')
  }
}

function writeUntilFull(file: number, piece: Buffer): void {
  try {
    while (writeSync(file, piece) === piece.length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
