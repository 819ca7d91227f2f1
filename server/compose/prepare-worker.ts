import { servePrepareWorker } from '../fhir/prepare/worker/serve-worker.ts'
import { prepareParts } from './prepare-parts.ts'

servePrepareWorker(({ base }) => prepareParts(base))
