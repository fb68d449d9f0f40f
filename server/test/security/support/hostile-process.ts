import { createEgress } from '../../../src/security/egress/create-egress.ts';
import { type Target, workAgainst } from './hostile-crm.ts';

/** Works against the CRM that its argument describes and prints how each operation ended. */
const target = JSON.parse(process.argv[2] ?? '') as Target;
const egress = createEgress({ devOrigins: [target.environmentUrl, target.authority] });
const ends = await workAgainst(target, egress);
await egress.close();
process.stdout.write(JSON.stringify(ends));
