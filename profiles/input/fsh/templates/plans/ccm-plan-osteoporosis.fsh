Instance: ccm-plan-osteoporosis
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(osteoporosis, [[Osteoporosis]], [[Osteoporosis]])
* description = "Goals and activities for adults with osteoporosis: strong bones and no falls."
* insert For(osteoporosis)
* insert Cites([[Bone Health and Osteoporosis Foundation: clinician's guide to prevention and treatment (2022)]], [[https://doi.org/10.1007/s00198-021-05900-y]])
* insert GoalFallRisk(osteoporosis)
* insert GoalVitaminD(osteoporosis)
* insert Do(strength-and-balance, fall-risk)
* insert Do(assess-home, fall-risk)
* insert Do(test-vitamin-d, vitamin-d)
* insert DoAlso(bone-medicine-review)
* insert DoAlso(test-bone-density)
* insert DoAlso(dentist)
* insert DoAlso(symptoms-fracture)
