CodeSystem: CcmProgram
Id: ccm-program
Title: "Care-management programs"
Description: "The Medicare care-management programs that a practice can enroll a patient in."
* ^caseSensitive = true
* ^experimental = false
* #ccm "Chronic Care Management" "Two or more chronic conditions expected to last at least twelve months; monthly care of the whole person."
* #pcm "Principal Care Management" "One complex chronic condition, managed by the practitioner who treats it."
* #apcm "Advanced Primary Care Management" "Primary care paid by the month and by level, without counting minutes."
