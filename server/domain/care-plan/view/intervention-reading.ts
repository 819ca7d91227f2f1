import type {
  Appointment,
  CarePlanActivityDetail,
  CommunicationRequest,
  Reference,
  Resource,
  ServiceRequest,
  Task,
  Timing,
} from '@medplum/fhirtypes'
import { codeSystem } from '../../fhir/canonicals.ts'
import { codeIn, nameOf } from '../../fhir/codings.ts'
import { extensionOf } from '../../fhir/extensions.ts'
import { localText, type LocalText } from '../local-text.ts'
import { roleCode, type ResponsibleRole } from '../responsible-role.ts'

/** What an activity says of itself, before names and days are looked up. */
export interface InterventionReading {
  /** Code of `[ig]/CodeSystem/ccm-intervention`, as written. */
  readonly kind?: string | undefined
  readonly title: LocalText
  readonly instructions?: LocalText | undefined
  readonly who?: Reference | undefined
  readonly role?: ResponsibleRole | undefined
  readonly howOften?: Timing | undefined
  /** FHIR date or dateTime of the next time, or by when. */
  readonly next?: string | undefined
}

const KIND_SYSTEM = codeSystem('ccm-intervention')

/** Reads a Task, ServiceRequest, CommunicationRequest or Appointment; other activities (nutrition, devices) by name. */
export function readIntervention(resource: Resource): InterventionReading {
  if (resource.resourceType === 'Task') return readTask(resource)
  if (resource.resourceType === 'ServiceRequest') return readServiceRequest(resource)
  if (resource.resourceType === 'CommunicationRequest') return readCommunicationRequest(resource)
  if (resource.resourceType === 'Appointment') return readAppointment(resource)
  return { title: { text: resource.resourceType } }
}

function readTask(task: Task): InterventionReading {
  return {
    kind: codeIn(task.code, KIND_SYSTEM),
    ...titled(localText(task.code, 'text') ?? { text: nameOf(task.code) }, localText(task, 'description'), 'Task'),
    who: task.owner,
    role: roleCode(task.performerType),
    howOften: extensionOf(task, 'ccm-frequency')?.valueTiming,
    next: task.restriction?.period?.end ?? task.restriction?.period?.start,
  }
}

function readServiceRequest(request: ServiceRequest): InterventionReading {
  const title = localText(request.code, 'text') ?? { text: nameOf(request.code) }
  return {
    kind: codeIn(request.category, KIND_SYSTEM),
    ...titled(title, localText(request, 'patientInstruction'), 'Service'),
    who: request.performer?.[0],
    role: roleCode(request.performerType),
    howOften: request.occurrenceTiming,
    next:
      request.occurrenceDateTime ??
      request.occurrencePeriod?.start ??
      request.occurrenceTiming?.repeat?.boundsPeriod?.start,
  }
}

function readCommunicationRequest(request: CommunicationRequest): InterventionReading {
  const category = request.category?.[0]
  const title = localText(category, 'text') ?? { text: nameOf(category) }
  return {
    kind: codeIn(request.category, KIND_SYSTEM),
    ...titled(title, localText(request.payload?.[0], 'contentString'), 'Message'),
    who: request.sender,
    role: roleCode(extensionOf(request, 'ccm-responsible-role')?.valueCodeableConcept),
    howOften: extensionOf(request, 'ccm-frequency')?.valueTiming,
    next: request.occurrenceDateTime ?? request.occurrencePeriod?.start,
  }
}

function readAppointment(appointment: Appointment): InterventionReading {
  const other = appointment.participant.find((one) => !/(^|\/)Patient\//.test(one.actor?.reference ?? ''))
  const named = appointment.description ?? (nameOf(appointment.serviceType?.[0]) || nameOf(appointment.appointmentType))
  return {
    kind: 'follow-up',
    ...titled({ text: named }, localText(appointment, 'patientInstruction'), 'Appointment'),
    who: other?.actor,
    next: appointment.start,
  }
}

/** An activity that stands in the plan itself, as imported plans have it. */
export function readDetail(detail: CarePlanActivityDetail): InterventionReading {
  return {
    ...titled({ text: nameOf(detail.code) }, localText(detail, 'description'), 'Activity'),
    who: detail.performer?.[0],
    howOften: detail.scheduledTiming,
    next: detail.scheduledPeriod?.start,
  }
}

/** Where an activity has no title of its own, what it says is its title. */
function titled(
  title: LocalText,
  instructions: LocalText | undefined,
  otherwise: string,
): Pick<InterventionReading, 'title' | 'instructions'> {
  return title.text === '' ? { title: instructions ?? { text: otherwise } } : { title, instructions }
}
