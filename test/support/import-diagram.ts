import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { ImportGraph } from './import-graph';
import { ROOT } from './process';

/** The diagram of docs/design.md that says who imports whom: its folders by the node that stands for them, its arrows. */
export interface ImportDiagram {
  readonly nodes: ReadonlyMap<string, string>;
  readonly arrows: readonly string[];
}

export function readImportDiagram(): ImportDiagram {
  const text = readFileSync(path.join(ROOT, 'docs', 'design.md'), 'utf8');
  const [, diagram = ''] = /Who imports whom[\s\S]*?```mermaid\n([\s\S]*?)```/.exec(text) ?? [];
  const nodes = [...diagram.matchAll(/^ *(\w+)\["(.+)"\]$/gm)].flatMap(
    ([, node = '', label = '']) => label.split('<br/>').map((folder) => [folder, node] as const),
  );
  const arrows = [...diagram.matchAll(/^ *(\w+) -->(?:\|.+\|)? (\w+)$/gm)];
  return { nodes: new Map(nodes), arrows: arrows.map(([, from, to]) => `${from} --> ${to}`) };
}

/** The arrows that such a diagram must have, by what the sources import. */
export function arrowsOf(graph: ImportGraph, nodes: ImportDiagram['nodes']): readonly string[] {
  const nodeOf = (file: string) => {
    const home = file === 'mwaa-cli-queue' ? 'lib/' : file;
    return [...nodes].find(([folder]) => home.startsWith(folder))?.[1];
  };
  const arrows = [...graph].flatMap(([file, imports]) =>
    imports.map((name) => [nodeOf(file), nodeOf(name)] as const),
  );
  const between = arrows.filter(([from, to]) => from && to && from !== to);
  return [...new Set(between.map(([from, to]) => `${from} --> ${to}`))];
}
