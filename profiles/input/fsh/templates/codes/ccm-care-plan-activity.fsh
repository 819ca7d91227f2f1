CodeSystem: CcmCarePlanActivity
Id: ccm-care-plan-activity
Title: "What happened to a care plan"
Description: "Why a version of a care plan exists, as the Provenance of that version says it."
* ^caseSensitive = true
* ^experimental = false
* #established "Established" "The plan was made."
* #suggested "Suggestions added" "A template was applied; its suggestions wait for a decision."
* #activated "Activated" "The plan came into force, with all required elements."
* #activated-with-gaps "Activated with gaps" "The plan came into force although required elements were missing, by a decision that is on record."
* #revised "Revised" "The plan was changed."
* #substantially-revised "Substantially revised" "The plan was changed in substance, as complex care management may ask."
* #ended "Ended" "The plan is no longer in force."
* #handed-over "Copy given" "A copy was given to the patient or caregiver."
