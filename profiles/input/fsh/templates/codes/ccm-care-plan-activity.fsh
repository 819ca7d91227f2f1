CodeSystem: CcmCarePlanActivity
Id: ccm-care-plan-activity
Title: "What happened to a care plan"
Description: "Why a version of a care plan exists, as the Provenance of that version says it."
* ^caseSensitive = true
* ^experimental = false
* #established "Established" "The plan was made."
* insert SpanishName(#established, [[Elaborado]])
* #suggested "Suggestions added" "A template was applied; its suggestions wait for a decision."
* insert SpanishName(#suggested, [[Sugerencias añadidas]])
* #activated "Activated" "The plan came into force, with all required elements."
* insert SpanishName(#activated, [[Puesto en vigor]])
* #activated-with-gaps "Activated with gaps" "The plan came into force although required elements were missing, by a decision that is on record."
* insert SpanishName(#activated-with-gaps, [[Puesto en vigor con partes faltantes]])
* #revised "Revised" "The plan was changed."
* insert SpanishName(#revised, [[Revisado]])
* #substantially-revised "Substantially revised" "The plan was changed in substance, as complex care management may ask."
* insert SpanishName(#substantially-revised, [[Revisado a fondo]])
* #ended "Ended" "The plan is no longer in force."
* insert SpanishName(#ended, [[Terminado]])
* #handed-over "Copy given" "A copy was given to the patient or caregiver."
* insert SpanishName(#handed-over, [[Copia entregada]])
