CodeSystem: CcmActivity
Id: ccm-activity
Title: "Activities of care management"
Description: "What somebody did for a patient in a time entry. Each says whether its minutes count toward a month's charges."
* ^caseSensitive = true
* ^experimental = false
* ^property[0].code = #countable
* ^property[0].description = "yes, no, or practice: not by default, a practice may decide that they do"
* ^property[0].type = #string
* insert TimeActivity(care-coordination, yes, [["Care coordination"]], [["Working with specialists, pharmacies, home health and others who care for the patient."]])
* insert SpanishName(#care-coordination, [[Coordinación de la atención]])
* insert TimeActivity(patient-contact, yes, [["Patient contact"]], [["Speaking or writing with the patient or caregiver about symptoms, plan and self-management, not face to face in a visit."]])
* insert SpanishName(#patient-contact, [[Contacto con el paciente]])
* insert TimeActivity(medication-management, yes, [["Medication management"]], [["Reconciliation, adherence, interactions, refills that need a clinical decision."]])
* insert SpanishName(#medication-management, [[Manejo de medicamentos]])
* insert TimeActivity(care-planning, yes, [["Care planning"]], [["Making, revising or monitoring the care plan."]])
* insert SpanishName(#care-planning, [[Plan de cuidados]])
* insert TimeActivity(record-review, yes, [["Record review"]], [["Reading results, records and consult reports, and acting on them."]])
* insert SpanishName(#record-review, [[Revisión del expediente]])
* insert TimeActivity(education, yes, [["Education"]], [["Teaching the patient or caregiver about the conditions and their care."]])
* insert SpanishName(#education, [[Educación]])
* insert TimeActivity(transition-support, yes, [["Transition support"]], [["Following up referrals and discharges, outside transitional care management."]])
* insert SpanishName(#transition-support, [[Apoyo en la transición]])
* insert TimeActivity(community-services, yes, [["Community services"]], [["Arranging home- and community-based services."]])
* insert SpanishName(#community-services, [[Servicios comunitarios]])
* insert TimeActivity(documentation, yes, [["Documentation"]], [["Writing down the care that was given."]])
* insert SpanishName(#documentation, [[Documentación]])
* insert TimeActivity(administrative, no, [["Administrative"]], [["Scheduling, reminders, registration, insurance, billing."]])
* insert SpanishName(#administrative, [[Trabajo administrativo]])
* insert TimeActivity(face-to-face, no, [["Face to face"]], [["Time in a visit, which the visit's own code pays for."]])
* insert SpanishName(#face-to-face, [[Consulta en persona]])
* insert TimeActivity(voicemail, no, [["Voicemail"]], [["Messages left, calls not answered."]])
* insert SpanishName(#voicemail, [[Mensaje de voz]])
* insert TimeActivity(prior-authorization, practice, [["Prior authorization"]], [["Asking a payer's leave. Sources disagree whether it is care management."]])
* insert SpanishName(#prior-authorization, [[Autorización previa]])
* insert TimeActivity(supervision, no, [["Supervision"]], [["Overseeing or training staff without doing the work."]])
* insert SpanishName(#supervision, [[Supervisión]])
* insert TimeActivity(travel, no, [["Travel"]], [["On the way, or waiting."]])
* insert SpanishName(#travel, [[Desplazamiento]])

RuleSet: TimeActivity(code, countable, display, definition)
* #{code} {display} {definition}
* #{code} ^property[0].code = #countable
* #{code} ^property[0].valueString = "{countable}"
