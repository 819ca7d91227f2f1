// What care-management codes cannot stand beside, in the words of the person who has to act on it. A charge code names an
// exclusion, or a group and with it all that the group holds.

RuleSet: Against(path, services, practitioner, within, effect, rule)
* {path} ^property[+].code = #services
* {path} ^property[=].valueString = "{services}"
* {path} ^property[+].code = #practitioner
* {path} ^property[=].valueString = "{practitioner}"
* {path} ^property[+].code = #within
* {path} ^property[=].valueString = "{within}"
* {path} ^property[+].code = #effect
* {path} ^property[=].valueString = "{effect}"
* {path} ^property[+].code = #rule
* {path} ^property[=].valueString = "{rule}"

CodeSystem: ChargeExclusion
Id: ccm-exclusion
Title: "Exclusions of care-management codes"
Description: "Other services beside which a care-management code is not billed, or only with care."
* ^caseSensitive = true
* ^experimental = false
* ^hierarchyMeaning = #grouped-by
* ^property[+].code = #services
* ^property[=].description = "Id of the value set of the other services"
* ^property[=].type = #string
* ^property[+].code = #practitioner
* ^property[=].description = "Billed by whom: same (the practitioner who would bill the care-management code) or other"
* ^property[=].type = #string
* ^property[+].code = #within
* ^property[=].description = "month: anywhere in the calendar month. day: on the date of service of the care-management code"
* ^property[=].type = #string
* ^property[+].code = #effect
* ^property[=].description = "excludes: the code is not billed. warns: it is, and the biller is told"
* ^property[=].type = #string
* ^property[+].code = #rule
* ^property[=].description = "Code of ccm-rule by which people and programs are told"
* ^property[=].type = #string
* #beside-chronic-care "Beside chronic care management" "What stands against every code of chronic care management."
* #beside-chronic-care #chronic-care-by-another "Chronic care by another practitioner" "Another practitioner has billed chronic care management for this month. Medicare pays one practitioner a month, the first whose claim it accepts."
* insert Against([[#beside-chronic-care #chronic-care-by-another]], ccm-services-chronic-care, other, month, excludes, other-biller)
* #beside-chronic-care #chronic-care-billed "Chronic care billed already" "Chronic care management by this practitioner is on file for this month already."
* insert Against([[#beside-chronic-care #chronic-care-billed]], ccm-services-chronic-care, same, month, excludes, already-billed)
* #beside-chronic-care #chronic-and-principal-care "Principal care by the same practitioner" "The same practitioner has billed principal care management for this month; only one of the two is paid."
* insert Against([[#beside-chronic-care #chronic-and-principal-care]], ccm-services-principal-care, same, month, excludes, family-conflict)
* #beside-chronic-care #chronic-and-principal-care-by-another "Principal care by another practitioner" "Another practitioner bills principal care management for this month. That is allowed for a different condition: record why both are needed."
* insert Against([[#beside-chronic-care #chronic-and-principal-care-by-another]], ccm-services-principal-care, other, month, warns, concurrent-program)
* #beside-chronic-care #chronic-and-advanced-primary-care "Advanced primary care by the same practitioner" "The same practitioner has billed advanced primary care management for this month; it includes chronic care management."
* insert Against([[#beside-chronic-care #chronic-and-advanced-primary-care]], ccm-services-advanced-primary-care, same, month, excludes, family-conflict)
* #beside-chronic-care #chronic-and-advanced-primary-care-by-another "Advanced primary care by another practitioner" "Another practitioner bills advanced primary care management for this month. That is allowed: record why both are needed."
* insert Against([[#beside-chronic-care #chronic-and-advanced-primary-care-by-another]], ccm-services-advanced-primary-care, other, month, warns, concurrent-program)
* #beside-principal-care "Beside principal care management" "What stands against every code of principal care management."
* #beside-principal-care #principal-care-billed "Principal care billed already" "Principal care management by this practitioner is on file for this month already."
* insert Against([[#beside-principal-care #principal-care-billed]], ccm-services-principal-care, same, month, excludes, already-billed)
* #beside-principal-care #principal-care-by-another "Principal care by another practitioner" "Another practitioner bills principal care management for this month. That is allowed for a different condition: record why both are needed."
* insert Against([[#beside-principal-care #principal-care-by-another]], ccm-services-principal-care, other, month, warns, concurrent-program)
* #beside-principal-care #principal-and-chronic-care "Chronic care by the same practitioner" "The same practitioner has billed chronic care management for this month; only one of the two is paid."
* insert Against([[#beside-principal-care #principal-and-chronic-care]], ccm-services-chronic-care, same, month, excludes, family-conflict)
* #beside-principal-care #principal-and-chronic-care-by-another "Chronic care by another practitioner" "Another practitioner bills chronic care management for this month. That is allowed for a different condition: record why both are needed."
* insert Against([[#beside-principal-care #principal-and-chronic-care-by-another]], ccm-services-chronic-care, other, month, warns, concurrent-program)
* #beside-principal-care #principal-and-advanced-primary-care "Advanced primary care by the same practitioner" "The same practitioner has billed advanced primary care management for this month; it includes principal care management."
* insert Against([[#beside-principal-care #principal-and-advanced-primary-care]], ccm-services-advanced-primary-care, same, month, excludes, family-conflict)
* #beside-principal-care #principal-and-advanced-primary-care-by-another "Advanced primary care by another practitioner" "Another practitioner bills advanced primary care management for this month. That is allowed: record why both are needed."
* insert Against([[#beside-principal-care #principal-and-advanced-primary-care-by-another]], ccm-services-advanced-primary-care, other, month, warns, concurrent-program)
* #beside-advanced-primary-care "Beside advanced primary care management" "What stands against every code of advanced primary care management."
* #beside-advanced-primary-care #advanced-primary-care-by-another "Advanced primary care by another practitioner" "Another practitioner has billed advanced primary care management for this month. Medicare pays one practitioner a month."
* insert Against([[#beside-advanced-primary-care #advanced-primary-care-by-another]], ccm-services-advanced-primary-care, other, month, excludes, other-biller)
* #beside-advanced-primary-care #advanced-primary-care-billed "Advanced primary care billed already" "Advanced primary care management by this practitioner is on file for this month already."
* insert Against([[#beside-advanced-primary-care #advanced-primary-care-billed]], ccm-services-advanced-primary-care, same, month, excludes, already-billed)
* #beside-advanced-primary-care #advanced-primary-and-chronic-care "Chronic care by the same practitioner" "The same practitioner has billed chronic care management for this month, which advanced primary care management includes."
* insert Against([[#beside-advanced-primary-care #advanced-primary-and-chronic-care]], ccm-services-chronic-care, same, month, excludes, family-conflict)
* #beside-advanced-primary-care #advanced-primary-and-principal-care "Principal care by the same practitioner" "The same practitioner has billed principal care management for this month, which advanced primary care management includes."
* insert Against([[#beside-advanced-primary-care #advanced-primary-and-principal-care]], ccm-services-principal-care, same, month, excludes, family-conflict)
* #beside-advanced-primary-care #advanced-primary-and-transitional-care "Transitional care by the same practitioner" "The same practitioner has billed transitional care management for this month, which advanced primary care management includes."
* insert Against([[#beside-advanced-primary-care #advanced-primary-and-transitional-care]], ccm-services-transitional-care, same, month, excludes, tcm-conflict)
* #beside-advanced-primary-care #bundled-communication "Included communication by the same practitioner" "The same practitioner has billed a consultation, check-in or online visit for this month that advanced primary care management includes."
* insert Against([[#beside-advanced-primary-care #bundled-communication]], ccm-services-bundled-communication, same, month, excludes, bundled-service)
* #beside-advanced-primary-care #behavioral-integration-beside "Behavioral health by its own codes" "Behavioral health integration is on file for this month: beside advanced primary care management its own add-on codes are meant, never both."
* insert Against([[#beside-advanced-primary-care #behavioral-integration-beside]], ccm-services-behavioral-integration, same, month, warns, bundled-service)
* #beside-advanced-primary-care #advanced-primary-and-chronic-care-by-another "Chronic care by another practitioner" "Another practitioner bills chronic care management for this month. That is allowed: record why both are needed."
* insert Against([[#beside-advanced-primary-care #advanced-primary-and-chronic-care-by-another]], ccm-services-chronic-care, other, month, warns, concurrent-program)
* #beside-advanced-primary-care #advanced-primary-and-principal-care-by-another "Principal care by another practitioner" "Another practitioner bills principal care management for this month. That is allowed: record why both are needed."
* insert Against([[#beside-advanced-primary-care #advanced-primary-and-principal-care-by-another]], ccm-services-principal-care, other, month, warns, concurrent-program)
* #oversight-and-renal "Oversight and renal care" "Monthly services that exclude care management by the same practitioner."
* #oversight-and-renal #oversight "Care plan oversight by the same practitioner" "The same practitioner has billed care plan oversight for this month; the two are never paid together."
* insert Against([[#oversight-and-renal #oversight]], ccm-services-care-plan-oversight, same, month, excludes, care-plan-oversight)
* #oversight-and-renal #oversight-by-another "Care plan oversight by another practitioner" "Another practitioner bills care plan oversight for this month. That is allowed; no minute may serve both."
* insert Against([[#oversight-and-renal #oversight-by-another]], ccm-services-care-plan-oversight, other, month, warns, care-plan-oversight)
* #oversight-and-renal #renal-care "Monthly ESRD service by the same practitioner" "The same practitioner has billed the monthly service for end-stage renal disease; the two are never paid together."
* insert Against([[#oversight-and-renal #renal-care]], ccm-services-monthly-esrd, same, month, excludes, esrd)
* #oversight-and-renal #renal-care-by-another "Monthly ESRD service by another practitioner" "Another practitioner bills the monthly service for end-stage renal disease. Check that the care managed here is not part of it."
* insert Against([[#oversight-and-renal #renal-care-by-another]], ccm-services-monthly-esrd, other, month, warns, esrd)
* #transitional-care "Transitional care by the same practitioner" "The same practitioner has billed transitional care management for this month; the pair was refused when the tables were last read."
* insert Against([[#transitional-care]], ccm-services-transitional-care, same, month, excludes, tcm-conflict)
* #behavioral-integration "Behavioral health by its own codes" "Behavioral health integration by its own codes is on file for this month; the add-on would pay it twice."
* insert Against([[#behavioral-integration]], ccm-services-behavioral-integration, same, month, excludes, bundled-service)
* #visit-on-the-day "Visit on the date of service" "A visit with the same practitioner lies on the date of service: the visit needs modifier 25."
* insert Against([[#visit-on-the-day]], ccm-evaluation-and-management, same, day, warns, modifier-25)
* #call-on-the-day "Call or teaching on the date of service" "A call, online visit or teaching service of the same practitioner lies on the date of service and would not be paid beside it."
* insert Against([[#call-on-the-day]], ccm-services-communication-and-teaching, same, day, warns, same-day-edit)
* #psychotherapy-on-the-day "Psychotherapy on the date of service" "Psychotherapy by the same practitioner lies on the date of service and would not be paid beside it."
* insert Against([[#psychotherapy-on-the-day]], ccm-services-psychotherapy, same, day, warns, same-day-edit)
* #data-interpretation-on-the-day "Data interpretation on the date of service" "Interpretation of collected data by the same practitioner lies on the date of service: it needs a modifier, or is not paid."
* insert Against([[#data-interpretation-on-the-day]], ccm-services-data-interpretation, same, day, warns, same-day-edit)
* #prolonged-service-on-the-day "Prolonged service on the date of service" "Prolonged service of the same practitioner lies on the date of service and would not be paid beside it."
* insert Against([[#prolonged-service-on-the-day]], ccm-services-prolonged, same, day, warns, same-day-edit)
* #behavioral-health-on-the-day "Behavioral health on the date of service" "Behavioral health integration by the same practitioner lies on the date of service: it needs a modifier."
* insert Against([[#behavioral-health-on-the-day]], ccm-services-general-behavioral, same, day, warns, same-day-edit)
* #monitoring-supply-on-the-day "Monitoring supply on the date of service" "The supply of a therapeutic monitoring device by the same practitioner lies on the date of service and would not be paid beside it."
* insert Against([[#monitoring-supply-on-the-day]], ccm-services-cognitive-monitoring-supply, same, day, warns, same-day-edit)
* #remote-monitoring-on-the-day "Remote monitoring on the date of service" "Management of remote monitoring by the same practitioner lies on the date of service and would not be paid beside it."
* insert Against([[#remote-monitoring-on-the-day]], ccm-services-remote-monitoring-management, same, day, warns, same-day-edit)
* #complex-care-on-the-day "Complex care on the date of service" "Complex chronic care management lies on the same date of service: give one of them another date."
* insert Against([[#complex-care-on-the-day]], ccm-services-complex-care, same, day, warns, same-day-edit)
