import { giveWay } from '../fhir/prepare/worker/give-way.ts'
import { servePrepareWorker } from '../fhir/prepare/worker/serve-worker.ts'
import { prepareParts } from './prepare-parts.ts'

giveWay()
servePrepareWorker(({ base }) => prepareParts(base))
