Instance: ccm-care-plan-review-date
InstanceOf: SearchParameter
Usage: #definition
* insert Searches(ccm-care-plan-review-date, CcmCarePlanReviewDate, review-date, CarePlan, date, [[CarePlan.extension.where(url='https://ccm-on-fhir.org/ig/StructureDefinition/ccm-review-date').value.ofType(date)]], [[The day on which a care plan is reviewed next.]])
