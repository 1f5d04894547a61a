import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { defineConfig } from 'vitest/config';
const ROOT='/work/main';
const { file, original, mutated } = JSON.parse(process.env.MUT);
const f = path.join(ROOT,'lambda',file); const src = readFileSync(f,'utf8');
if (src.split(original).length!==2) throw new Error('NOT ONCE '+original);
export default defineConfig({ root: ROOT, plugins:[{name:'m',enforce:'pre',load:(id)=> id===f? src.replace(original, ()=>mutated):undefined}], test:{include:['test/model/*.test.ts'],bail:1,fsModuleCache:false}});
