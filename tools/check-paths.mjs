import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const documents = ['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'GLOSSARY.md'];

/** Every path that a document names in backticks, and every relative link, must exist. */
export async function checkPaths(root) {
  const missing = [];
  for (const document of documents) {
    const text = readFileSync(join(root, document), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
    const named = [
      ...text.matchAll(/`((?:kernels|platform|domains|apps|demo|bench|docs|tools)\/[\w./-]*)`/g),
    ].map((match) => match[1]);
    const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map((match) => match[1]);
    for (const path of [...named, ...linked])
      if (!existsSync(join(root, path))) missing.push(`${document}: ${path}`);
  }
  if (missing.length > 0) throw new Error(`Cannot find what the documents name:\n${missing.join('\n')}`);
  process.stdout.write(`${documents.length} documents, every path exists\n`);
}
