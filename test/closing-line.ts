import type { Reporter, TestModule } from 'vitest/node'

/**
 * Prints the line by which CI reads a run: `N passed, N failed`, last and alone. In CI, where every tool is installed, a
 * test that is skipped has failed.
 */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0
    let failed = errors.length
    for (const module of modules) {
      failed += module.errors().length
      // A hook that failed: none of the suite's tests ran.
      for (const suite of module.children.allSuites()) failed += suite.errors().length
      for (const test of module.children.allTests()) {
        if (test.result().state === 'passed') passed++
        if (test.result().state === 'failed') failed++
        if (test.result().state === 'skipped' && process.env.CI) {
          failed++
          process.stdout.write(`skipped, which is a failure in CI: ${module.moduleId}: ${test.fullName}\n`)
        }
      }
    }
    process.once('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`))
  }
}
